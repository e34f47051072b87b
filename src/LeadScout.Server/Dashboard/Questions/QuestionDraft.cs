using System.Text;
using System.Text.Json;
using LeadScout.Teaching;

namespace LeadScout.Server.Dashboard.Questions;

/// <summary>A question as a person is writing it.</summary>
internal sealed class QuestionDraft
{
    /// <summary>The name; the added columns are called after it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The instruction to the teacher.</summary>
    public string Ask { get; set; } = "";

    /// <summary>The template over columns, as in <c>{Job Title}</c>.</summary>
    public string Text { get; set; } = "";

    /// <summary>The labels; those without a name don't count.</summary>
    public List<LabelDraft> Labels { get; } = [new(), new(), new()];

    /// <summary>What is still missing, for a person; null when it can be checked.</summary>
    public string? Missing => this switch
    {
        { Name: var name } when string.IsNullOrWhiteSpace(name) => "Give the question a short name, as in buying-role.",
        { Ask: var ask } when string.IsNullOrWhiteSpace(ask) =>
            "Write what is to be asked, as in: Which role does this person have in a purchase?",
        { Text: var text } when string.IsNullOrWhiteSpace(text) => "Choose the column that is asked about.",
        { Labels: var labels } when labels.Count(label => label.Name.Trim().Length > 0) < 2 => "Give at least two labels to choose from.",
        _ => null,
    };

    /// <summary>The question file. Its texts are written as JSON strings, which YAML reads as they are.</summary>
    public string ToYaml()
    {
        var yaml = new StringBuilder();
        yaml.Append("name: ")
            .AppendLine(Quoted(Name))
            .Append("ask: ")
            .AppendLine(Quoted(Ask))
            .Append("text: ")
            .AppendLine(Quoted(Text))
            .AppendLine("labels:");
        foreach (var label in Labels.Where(label => label.Name.Trim().Length > 0))
        {
            yaml.AppendLine(
                label.Means.Trim().Length == 0 ? $"  - {Quoted(label.Name)}" : $"  - {{name: {Quoted(label.Name)}, means: {Quoted(label.Means)}}}");
        }

        return yaml.ToString();
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text.Trim());
}

/// <summary>A label as a person is writing it.</summary>
internal sealed class LabelDraft
{
    /// <summary>The label.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it means, for the teacher; may be empty.</summary>
    public string Means { get; set; } = "";
}
