using LeadScout.Answers;
using LeadScout.Application.Samples;
using LeadScout.Server.Access;
using LeadScout.Server.Lists;
using LeadScout.Server.Teachers;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Jobs;

/// <summary>
/// The sample list with its recorded answers as a job like any other: whoever has no key sees what LeadScout does. Thread-safe.
/// </summary>
internal sealed class SampleJob(ServerWorkspace workspace, ListStore lists, JobService jobs, KeySpending spending) : IDisposable
{
    private const string ListName = "sample-leads.csv";
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Takes the sample in and starts its job; where that is done already, it is the same job.</summary>
    public async Task<JobView> StartAsync(Caller caller, CancellationToken cancellation)
    {
        StoredList list;
        await _one.WaitAsync(cancellation);
        try
        {
            await KeepAnswersAsync(cancellation);
            await using var sample = SampleList.Open(SampleList.ListName);
            list = await lists.SaveAsync(ListName, sample, cancellation: cancellation);
        }
        finally
        {
            _one.Release();
        }

        var order = new JobOrder { List = list.Id, Questions = [SampleList.QuestionName], Teacher = SampleTeacher.Name };
        order = order with { Settings = order.Settings with { MaxCost = spending.LimitOf(caller, null) } };
        return await jobs.CreateAsync(order, caller, cancellation);
    }

    // What stands there may be an older version's; what is the same may be being read.
    private async Task KeepAnswersAsync(CancellationToken cancellation)
    {
        var path = SampleTeacher.PathIn(workspace.Folder);
        using var reader = new StreamReader(SampleList.Open(SampleList.AnswersName));
        var answers = await reader.ReadToEndAsync(cancellation);
        if (!File.Exists(path) || await File.ReadAllTextAsync(path, cancellation) != answers)
        {
            DataFolder.MakeClosed(Path.GetDirectoryName(path)!);
            await DataFolder.WriteClosedAsync(path, answers, cancellation);
        }

        await workspace.Files.PublishAsync(SampleTeacher.Folder + '/', cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}
