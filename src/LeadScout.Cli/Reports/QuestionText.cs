using LeadScout.Application.Reports;
using LeadScout.Files.QuestionFiles;
using LeadScout.Teaching;

namespace LeadScout.Cli.Reports;

/// <summary>A question, for a person.</summary>
internal static class QuestionText
{
    /// <summary>How it fits a list.</summary>
    public static void Write(TextWriter writer, QuestionTrialDocument trial)
    {
        foreach (var line in trial.Findings)
        {
            writer.WriteLine(line);
        }

        writer.WriteLine(trial.Call is not { } call
            ? "  A call: none is needed for these rows; rules decide them, or they have no text."
            : $"  A call: {call.Texts.Of("text")}, about {call.InputTokens.Of("token")} in and {call.OutputTokens.Of("token")} out, {CostOf(call, trial.Teacher)}.");
    }

    private static string CostOf(CallEstimateDocument call, string teacher) => call.CostUsd switch
    {
        null => $"at a price that is not known for {teacher}",
        0 => $"which costs nothing with {teacher}",
        { } dollars => $"about {Money.OfDollars(dollars)} with {teacher}",
    };

    public static void Write(TextWriter writer, QuestionSource source)
    {
        var question = source.Question;
        writer.WriteLine($"{question.Name}: {question.Instructions}");
        writer.WriteLine($"  text     {question.Text}");
        if (!source.Synonyms.IsEmpty)
        {
            writer.WriteLine($"           or a column called {string.Join(", ", source.Synonyms)}");
        }

        writer.WriteLine($"  version  {question.Version}");
        writer.WriteLine($"  labels   {question.Labels.Length.Text()}");
        var width = question.Labels.Max(label => label.Name.Length);
        foreach (var label in question.Labels)
        {
            writer.WriteLine($"    {(label.Means is null ? label.Name : label.Name.PadRight(width) + "  " + label.Means)}");
            if (LabelText.Wanted(label.MaxError, label.MinRecall) is { Length: > 0 } budget)
            {
                writer.WriteLine($"    {new string(' ', width)}  budget: {budget}");
            }
        }

        if (question.LawfulBasis is { } basis)
        {
            writer.WriteLine($"  lawful basis, as its file states: {basis}");
        }

        foreach (var rule in question.Rules)
        {
            writer.WriteLine($"  rule     {rule.Label}: {rule.Expression ?? string.Join(", ", rule.Words)}");
        }
    }
}
