using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Statistics;

namespace LeadScout.Tests.Fakes;

internal static class Samples
{
    public static Question Question { get; } = new(
        "department", "Which department?", TextTemplate.Parse("{Title}"), [new Label("Sales"), new Label("Marketing", "brand, events"), new Label("Other")]);

    public static JobSettings AskEverything { get; } = new() { Budget = new ErrorBudget(0, 0.95), RowsPerCall = 3, Concurrency = 2 };

    /// <summary>Distinct texts in the given number, of different lengths.</summary>
    public static IEnumerable<string> Titles(int count) => Enumerable.Range(0, count).Select(i => $"title {i} {new string('x', i % 7)}");

    public static JobRequest Request(ListInMemory list, JobSettings? settings = null, Question? question = null) =>
        new(list.File, "result", question ?? Question, settings ?? AskEverything);
}
