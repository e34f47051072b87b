using System.Text;
using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>
/// The built-in questions in a form that is read without YAML's library, which takes longer to load than all else that a known text needs: a
/// line for each part, with tabs. Made from their YAML, and held to it by a test.
/// </summary>
internal static class BuiltInText
{
    private const char Tab = '\t';

    /// <summary>A question in this form.</summary>
    /// <exception cref="ArgumentException">It has a part that the form has no place for.</exception>
    public static string Of(QuestionSource source)
    {
        var question = source.Question;
        if (question.Rules.Length > 0 || question.LawfulBasis is not null || question.Labels.Any(label => (label.MaxError ?? label.MinRecall) is not null))
        {
            throw new ArgumentException($"'{question.Name}' has rules, budgets or a lawful basis, which this form has no place for.", nameof(source));
        }

        var text = new StringBuilder().Append("name\t").Append(question.Name).Append("\nask\t").Append(question.Instructions)
            .Append("\ntext\t").Append(question.Text).Append("\ncolumns\t").AppendJoin(Tab, source.Synonyms);
        foreach (var label in question.Labels)
        {
            text.Append("\nlabel\t").Append(label.Name);
            _ = label.Means is { } means ? text.Append(Tab).Append(means) : text;
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Reads it.</summary>
    public static QuestionSource Read(string text)
    {
        var (name, ask, template) = ("", "", "");
        var (synonyms, labels) = (Array.Empty<string>(), new List<Label>());
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split(Tab);
            switch (cells[0])
            {
                case "name":
                    name = cells[1];
                    break;
                case "ask":
                    ask = cells[1];
                    break;
                case "text":
                    template = cells[1];
                    break;
                case "columns":
                    synonyms = Array.FindAll(cells[1..], cell => cell.Length > 0);
                    break;
                default:
                    labels.Add(new Label(cells[1], cells.Length > 2 ? cells[2] : null));
                    break;
            }
        }

        return new QuestionSource(new Question(name, ask, TextTemplate.Parse(template), labels), [.. synonyms]);
    }
}
