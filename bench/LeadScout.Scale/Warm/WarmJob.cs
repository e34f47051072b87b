using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Llm;
using LeadScout.Llm.OpenAI;
using LeadScout.Questions;
using LeadScout.Scale.Lists;
using LeadScout.Sqlite;
using LeadScout.Teaching.Limits;
using LeadScout.Texts;

namespace LeadScout.Scale.Warm;

/// <summary>
/// A job over a list whose texts are all in the log: what <c>classify</c> does from opening the database to the result on disk.
/// </summary>
internal static class WarmJob
{
    private const int AnswersPerTransaction = 10_000;
    private const string Teacher = "openai:gpt-5-mini";

    private static readonly ImmutableArray<string> Labels =
        ["Sales", "Marketing", "Finance", "Engineering", "IT", "Operations", "Human Resources", "Legal", "Health", "Education", "Other"];

    /// <summary>The question: eleven labels.</summary>
    public static Question Question { get; } = new(
        "department", "Which department does this job title belong to?", TextTemplate.OfColumn(LargeList.TitleColumn), Labels.Select(label => new Label(label)));

    /// <summary>Fills a new database with an answer to every title.</summary>
    public static async Task TeachAsync(string database, IEnumerable<string> titles)
    {
        using var store = SqliteStore.Open(database);
        foreach (var some in titles.Index().Chunk(AnswersPerTransaction))
        {
            await store.AppendAsync([.. some.Select(title => AnswerOf(title.Item, title.Index))]);
        }
    }

    /// <summary>Runs the job.</summary>
    /// <returns>Rows.</returns>
    public static async Task<long> RunAsync(string list, string output, string database)
    {
        using var store = SqliteStore.Open(database);
        var request = new JobRequest(LeadFiles.At(list, output), output, Question, new JobSettings());
        var teacher = new UnaskedTeacher(Teachers.ProfileOf(Teacher));
        var outcome = await new JobRunner(store, new RetryPolicy(), TimeProvider.System)
            .RunAsync(request, teacher, null, CancellationToken.None);
        return outcome is { Job: { State: JobState.Done, Report.Rows: var rows }, NewCalls: 0 }
            ? rows
            : throw new InvalidOperationException(
                $"The job was to know everything, and ended {outcome.Job.State} after {outcome.NewCalls} calls.");
    }

    private static Answer AnswerOf(string title, int index) => new()
    {
        Question = Question.Version,
        Key = TextKey.Of(title),
        Text = title,
        Label = Labels[index % Labels.Length],
        Source = AnswerSource.Teacher,
        By = Teacher,
        At = DateTimeOffset.UnixEpoch,
    };
}
