using System.Globalization;
using LeadScout.Application.Reports;
using LeadScout.Cli.Progress;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs.Lists;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>ask</c> and <c>explain</c> say about a text.</summary>
internal static class ClassificationText
{
    public static void Write(Terminal terminal, OutputFormat? format, ClassificationDocument said)
    {
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(said));
            return;
        }

        terminal.Out.WriteLine(said.Label ?? $"undecided ({said.UndecidedBecause})");
        if (said.Label is not null)
        {
            terminal.Out.WriteLine($"  source      {ReaderWords.OfSource(said.Source)}");
            terminal.Out.WriteLine($"  confidence  {said.Confidence.ToString("0.000", CultureInfo.InvariantCulture)}");
        }

        foreach (var line in Because(said))
        {
            terminal.Out.WriteLine($"  {line}");
        }
    }

    private static IEnumerable<string> Because(ClassificationDocument said)
    {
        if (said.Reason is not null)
        {
            yield return said.Reason;
        }

        if (said.Answer is { } answer)
        {
            yield return $"answered by {answer.By} on {answer.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture)} UTC{(answer.Call is { } call ? $", call {call}" : "")}";
            if (answer.StudentLabel is not null)
            {
                yield return $"an audit: the student had said {answer.StudentLabel}";
            }
        }

        if (said.Rule is { } rule)
        {
            yield return rule.Expression is null ? $"rule: one of the words {string.Join(", ",
            rule.Words)}" : $"rule: the expression {rule.Expression}";
        }

        foreach (var near in said.Like ?? [])
        {
            yield return $"like        {FindingsText.Shown(near.Text)}, answered {near.Label} (likeness {near.Likeness.ToString("0.00", CultureInfo.InvariantCulture)})";
        }

        foreach (var line in said.Student is { } student ? Because(said.Label!, student) : [])
        {
            yield return line;
        }
    }

    private static string Signed(double weight) => weight.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Because(string label, StudentDocument student)
    {
        yield return $"runner-up   {student.RunnerUp}";
        yield return "patterns, their weight in log odds over the runner-up, and their evidence:";
        var width = student.Patterns.Select(pattern => pattern.Pattern.Length).DefaultIfEmpty().Max();
        foreach (var pattern in student.Patterns)
        {
            yield return $"  {pattern.Pattern.PadRight(width)}  {Signed(pattern.Weight)}  {label} in {pattern.Agreeing.Text()} of {pattern.Answers.Of("answer")}";
        }

        var rest = student.LogOdds.Patterns - student.Patterns.Sum(pattern => pattern.Weight);
        yield return $"{Signed(student.LogOdds.Total)} in all: {(Math.Abs(rest) < 0.005 ? "these patterns" : $"these and lesser patterns ({Signed(rest)})")}, "
            + $"the nearest answered texts ({Signed(student.LogOdds.Nearness)}), how common the labels are ({Signed(student.LogOdds.Frequency)})";
    }
}
