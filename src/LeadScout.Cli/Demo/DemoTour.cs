using LeadScout.Application.AnswerLog;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Progress;
using LeadScout.Cli.Reports;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Streaming;

namespace LeadScout.Cli.Demo;

/// <summary>Walks through the result: decisions that nobody was asked about and why, one corrected, and whether the promise is kept.</summary>
internal sealed class DemoTour(IDatabase store, Question question, TimeProvider clock, Action<string> say)
{
    private const int PatternsShown = 2;

    private static readonly string[] Countries = ["United States", "Germany", "France"];

    private readonly IReadOnlyList<LabelledRow> _rows = LabelledRow.ReadAll();
    private readonly Recording _recording = Recording.Load(Application.Samples.SampleList.AnswersName);

    /// <summary>Rows that the student decided.</summary>
    public int Reused => _rows.Count(IsReused);

    /// <summary>Explains one reused decision each of several countries: the first that a word of its own carries.</summary>
    public async Task ExplainAsync(CancellationToken interrupt)
    {
        var knowledge = await Knowledge.ReadAsync(question, DemoFolder.Teacher, store, interrupt);
        foreach (var country in Countries)
        {
            foreach (var row in _rows.Where(row => row.Country == country && IsReused(row) && !IsWrong(row)))
            {
                var why = new ClassificationDocument(row.Text, question, DemoFolder.Teacher, knowledge.Explain(row.Text), remedy => CommandWords.Of(remedy, CommonOptions.DefaultDatabase));
                if (why.Label == row.Label && Carrying(why) is [{ Pattern: var first }, _, ..] carrying && first.StartsWith("word", StringComparison.Ordinal))
                {
                    Explain(row, carrying);
                    break;
                }
            }
        }
    }

    /// <summary>Says a reused decision right that the teacher would have made otherwise.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> CorrectAsync(CancellationToken interrupt)
    {
        var wrong = _rows.Where(row => IsReused(row) && IsWrong(row)).ToLookup(row => row.Key);
        if (wrong.MaxBy(same => same.Count()) is not { } found)
        {
            return false;
        }

        var (row, right) = (found.First(), _recording.LabelOf(found.First().Text)!);
        await new Corrector(store, question, DemoFolder.Person, clock).CorrectAsync([(row.Text, right)], interrupt);
        say($"     leadscout answers correct {FindingsText.Shown(row.Text)} --question {question.Name} --label {right}");
        say($"   The student had said {row.Label}. A person outranks it, and the result says {right} now, in {found.Count().Of("row")}.");
        return true;
    }

    /// <summary>Compares the result with what the teacher would have said about every row.</summary>
    public void Check()
    {
        var wrong = _rows.Count(row => row.Label.Length > 0 && IsWrong(row));
        say($"   {wrong.Text()} of {_rows.Count.Text()} rows ({Numbers.Percent((double)wrong / _rows.Count)}) differ from the recorded answers.");
    }

    /// <summary>The weightiest patterns whose answers mostly have the label.</summary>
    private static PatternDocument[] Carrying(ClassificationDocument why) =>
        why.Student is { } student ? [.. student.Patterns.Where(pattern => 2 * pattern.Agreeing > pattern.Answers)] : [];

    private void Explain(LabelledRow row, IEnumerable<PatternDocument> carrying)
    {
        say($"   row {row.Row.Text()}, {row.Country}: {FindingsText.Shown(row.Text)} is {row.Label}");
        foreach (var pattern in carrying.Take(PatternsShown))
        {
            say($"      {pattern.Pattern}: {row.Label} in {pattern.Agreeing.Text()} of {pattern.Answers.Of("answer")}");
        }
    }

    private static bool IsReused(LabelledRow row) => row.Source == "student";

    private bool IsWrong(LabelledRow row) => _recording.LabelOf(row.Text) != row.Label;
}
