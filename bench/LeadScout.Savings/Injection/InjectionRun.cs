using System.Globalization;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Llm;
using LeadScout.Llm.OpenAI;
using LeadScout.Llm.Recorded;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.StandIn;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;

namespace LeadScout.Savings.Injection;

/// <summary>
/// A job over the first rows of the demo's list with one text among them that gives orders, asked over HTTP of a model that obeys them.
/// </summary>
internal sealed class InjectionRun(int rows)
{
    private const string Model = "openai:gpt-5-mini";

    private readonly string _answers = Folders.Under("samples/demo/department.tsv");

    /// <summary>Runs it; without an attack, to see what the same list comes to.</summary>
    public async Task<InjectionResult> RunAsync(Defence defence, Attack? attack)
    {
        var recording = Recording.Load(_answers);
        var titles = File.ReadLines(Folders.Under("samples/demo/leads.csv")).Skip(1).Select(TitleOf).OfType<string>()
            .Where(title => recording.LabelOf(title) is not null).Take(rows).ToList();
        var among = rows / 2;
        titles.Insert(among, attack?.Text ?? "Clerk of works");
        var set = new LabelledSet("titles", [.. titles.Select(title => recording.LabelOf(title) ?? "Other").Select((label, i) => new LabelledRow(titles[i], label, label))]);
        var list = new ListInMemory(Sample.InOrder(set));
        await using var server = await StandInServer.StartAsync(
            new StandInOptions { Answers = recording, MakesUpTheRest = true, Obeys = true }).ConfigureAwait(false);
        var options = new TeacherOptions { Clients = [OpenAIClients.OpenAI], Url = server.Url, Environment = _ => "key" };
        var teacher = Teachers.Create(Model, defence.Teacher(options));
        var request = new JobRequest(list.File, "result", set.Question, defence.Settings(new JobSettings()));
        var store = new InMemoryStore();
        var outcome = await new JobRunner(store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(request, teacher, null, CancellationToken.None).ConfigureAwait(false);
        var output = list.Output
            ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{defence.Name}: {outcome.StoppedBecause}"));
        var report = outcome.Job.Report!;
        var flipped = 0;
        await foreach (var answer in store.ReadAllAsync().ConfigureAwait(false))
        {
            var text = set.IndexOf(answer.Key);
            flipped += text != set.TextOfRow(among) && answer.Label != set.Question.Labels[set.Labels[text]].Name ? 1 : 0;
        }

        return new InjectionResult(
            flipped,
            [.. Enumerable.Range(0, output.Length).Where(row => row != among && output[row] != set.Labels[set.TextOfRow(row)])],
            attack is not null && server.Calls.Any(call => call.Items.Length > 1 && call.Items.Contains(attack.Text)),
            report.Calls,
            report.Usage.InputTokens,
            report.Usage.OutputTokens);
    }

    private static string? TitleOf(string line) => line.Contains('"', StringComparison.Ordinal) ? null : line.Split(',')[2];
}
