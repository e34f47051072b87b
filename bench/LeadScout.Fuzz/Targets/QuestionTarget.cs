using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadScout.Files.QuestionFiles;
using LeadScout.Fuzz.Engine;
using LeadScout.Questions;

namespace LeadScout.Fuzz.Targets;

/// <summary>Question files.</summary>
internal static class QuestionTarget
{
    public static readonly FuzzTarget Yaml = new("question", "refused with a line, or read; written again, it is the same question with the same version", Read)
    {
        Words =
        [
            "name: q\n", "ask: Which?\n", "text: \"{Job Title}\"\n", "labels: [A, B]\n", "labels:\n  - A\n  - {name: B, means: x}\n", "rules:\n  - {label: A, words: [a]}\n", "  - {label: A, matches: \"a+\"}\n",
            "columns: [Title]\n", "lawful-basis: ", "max-error: 1%", "min-recall: 0.9", "&a ", "*a", "<<: ", "!!binary ", "!!str ", "!x ", "|\n  ", ">-\n  ", "? ", "- - - -", "[[[[[[[[[[", "{{{{", "---\n", "...\n", "%YAML 1.2\n",
            "\\x00", "\\ud83d", "\\U0001F600", "\u0085", "\u2028", "\uFEFF", "'", "\"", "# ", ": ", "\t", "{a}{b}", "{{", "}}", "null", "~", "yes", "0x1F", "(?<=a)b", "(a{1000}){1000}", "((((((((",
        ],
    };

    private static void Read(byte[] bytes)
    {
        var yaml = Encoding.UTF8.GetString(bytes);
        QuestionSource source;
        try
        {
            source = QuestionFile.Parse(yaml, "fuzzed.yaml");
        }
        catch (BadInputException)
        {
            return;
        }

        var question = source.Question;
        Promise.Holds(question.Labels.Length >= 2, "A question with fewer than two labels was taken.");
        Promise.Same(question.Labels.Length, question.Labels.Select(label => label.Name).Distinct(StringComparer.Ordinal).Count(), "Labels, each once");
        Promise.Holds(question.Rules.All(rule => question.IndexOf(rule.Label) >= 0), "A rule gives a label outside the list.");
        var again = QuestionFile.Parse(Written(source), "written.yaml");
        Promise.Same(question.Version, again.Question.Version, "The version of the question, written again");
        Promise.Same(question.Name, again.Question.Name, "The name, written again");
        Promise.SameTexts([.. question.Text.Columns], [.. again.Question.Text.Columns], "The columns, written again");
        Promise.SameTexts([.. source.Synonyms], [.. again.Synonyms], "The other columns, written again");
        Promise.SameTexts([.. question.Rules.Select(Said)], [.. again.Question.Rules.Select(Said)], "The rules, written again");
        Promise.SameTexts([.. question.Labels.Select(Said)], [.. again.Question.Labels.Select(Said)], "The labels, written again");
        foreach (var text in (string[])["head of sales", "", "\uD83D", new string('a', 100)])
        {
            var label = LabelByRule(question, text);
            Promise.Holds(label is >= -1 && label < question.Labels.Length, "A rule gives a label outside the list.");
        }

        IsSame(question.Text, TextTemplate.Parse(question.Text.WithColumns([.. question.Text.Columns]).Source));
    }

    private static int LabelByRule(Question question, string text)
    {
        try
        {
            return question.LabelByRule(text);
        }
        catch (BadInputException)
        {
            return -1; // it takes too long over this text, and says so
        }
    }

    private static void IsSame(TextTemplate expected, TextTemplate actual)
    {
        Promise.SameTexts([.. expected.Columns], [.. actual.Columns], "The template's columns, written again");
        string[] values = [.. expected.Columns.Select((_, place) => $"v{place}")];
        Promise.Same(expected.Fill(values), actual.Fill(values), "A text filled in by the template, written again");
    }

    private static string Said(Rule rule) => $"{rule.Label}:{string.Join(',', rule.Words)}:{rule.Expression}";

    private static string Said(Label label) => $"{label.Name}:{label.Means}:{label.MaxError}:{label.MinRecall}";

    private static string Written(QuestionSource source)
    {
        var question = source.Question;
        var yaml = new StringBuilder($"name: {Quoted(question.Name)}\nask: {Quoted(question.Instructions)}\ntext: {Quoted(question.Text.Source)}\n");
        _ = source.Synonyms.Length > 0 ? yaml.Append(CultureInfo.InvariantCulture, $"columns: [{string.Join(", ", source.Synonyms.Select(Quoted))}]\n") : yaml;
        _ = question.LawfulBasis is { } basis ? yaml.Append(CultureInfo.InvariantCulture, $"lawful-basis: {Quoted(basis)}\n") : yaml;
        yaml.Append("labels:\n");
        foreach (var label in question.Labels)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{name: {Quoted(label.Name)}");
            _ = label.Means is { } means ? yaml.Append(CultureInfo.InvariantCulture, $", means: {Quoted(means)}") : yaml;
            _ = label.MaxError is { } error ? yaml.Append(CultureInfo.InvariantCulture, $", max-error: {error:R}") : yaml;
            _ = label.MinRecall is { } recall ? yaml.Append(CultureInfo.InvariantCulture, $", min-recall: {recall:R}") : yaml;
            yaml.Append("}\n");
        }

        _ = question.Rules.Length > 0 ? yaml.Append("rules:\n") : yaml;
        foreach (var rule in question.Rules)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{label: {Quoted(rule.Label)}, ");
            yaml.Append(rule.Expression is { } expression ? $"matches: {Quoted(expression)}}}\n" : $"words: [{string.Join(", ", rule.Words.Select(Quoted))}]}}\n");
        }

        return yaml.ToString();
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
