using LeadScout.Application.Reports;
using LeadScout.Files.QuestionFiles;

namespace LeadScout.Cli.Reports;

/// <summary>A question, for a person.</summary>
internal static class QuestionText
{
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
