using System.Collections.Immutable;
using LeadScout.Questions;
using YamlDotNet.RepresentationModel;

namespace LeadScout.Files.QuestionFiles;

/// <summary>Questions as YAML. Thread-safe.</summary>
public static class QuestionFile
{
    private static readonly string[] QuestionKeys = ["name", "ask", "text", "columns", "labels", "rules", LawfulUse.Key];
    private static readonly string[] LabelKeys = ["name", "means", LabelBudgetKeys.MaxError, LabelBudgetKeys.MinRecall];
    private static readonly string[] RuleKeys = ["label", "words", "matches"];

    /// <summary>Reads a question file.</summary>
    /// <exception cref="BadInputException">It can't be used; the message names file, line and what is allowed.</exception>
    public static QuestionSource Load(string path)
    {
        try
        {
            // A character takes at most four bytes: what is longer than that need not be read to be refused.
            return new FileInfo(path) is { Exists: true, Length: > 4L * QuestionLimits.Characters }
                ? throw QuestionYaml.TooLong(path)
                : Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw MissingFile.Of("question file", path, e);
        }
    }

    /// <summary>Reads a question from YAML.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="sourceName">What messages call it, usually the path.</param>
    /// <exception cref="BadInputException">It can't be used; the message names source, line and what is allowed.</exception>
    public static QuestionSource Parse(string yaml, string sourceName)
    {
        var question = QuestionYaml.Read(yaml, sourceName);
        question.AllowOnly(QuestionKeys);
        var name = question.CellText("name");
        var ask = question.Text("ask");
        var text = question.Checked("text", t => TextTemplate.Parse(question.TextUpTo(t, "text", QuestionLimits.TemplateCharacters)));
        var synonyms = question.Find("columns") is { } columns ? question.Items(columns, "columns") : [];
        if (synonyms.Count > 0 && text.Columns.Distinct().Count() > 1)
        {
            throw question.Error(
                question.Find("columns")!,
                $"'columns' gives other names of a lone column, but the template \"{text}\" has several. Leave it out");
        }

        var labels = Labels(question);
        var rules = Rules(question, labels);
        var other = synonyms.Select(s => question.TextOf(s, "columns"));
        var basis = LawfulUse.BasisOf(question);
        var made = question.Checked("name", _ => new Question(name, ask, text, labels, rules) { LawfulBasis = basis });
        LawfulUse.Check(made, question);
        return new QuestionSource(made, [.. other]);
    }

    private static List<Label> Labels(QuestionYaml question)
    {
        var node = question.Require("labels");
        var (labels, names) = (new List<Label>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var item in question.Items(node, "labels", QuestionLimits.Labels))
        {
            var label = item is YamlMappingNode mapping
                ? Described(question.Within(mapping, "a label", LabelKeys))
                : new Label(question.LabelName(item));
            if (!names.Add(label.Name))
            {
                throw question.Error(item, $"the label '{label.Name}' stands twice. Every label must be there once");
            }

            labels.Add(label);
        }

        return labels.Count >= 2
            ? labels
            : throw question.Error(node, $"'labels' lists {labels.Count}; it takes at least two to choose from");
    }

    private static Label Described(QuestionYaml label) =>
        new(label.LabelName(label.Require("name")), label.Find("means") is { } means ? label.TextOf(means, "means") : null)
        {
            MaxError = LabelBudgetKeys.MaxErrorOf(label),
            MinRecall = LabelBudgetKeys.MinRecallOf(label),
        };

    private static List<Rule> Rules(QuestionYaml question, List<Label> labels)
    {
        var rules = new List<Rule>();
        var items = question.Find("rules") is { } node ? question.Items(node, "rules", QuestionLimits.Rules) : [];
        foreach (var item in items)
        {
            var rule = question.Within(item, "a rule", RuleKeys);
            var label = rule.Text("label");
            if (labels.All(l => l.Name != label))
            {
                var names = labels.Select(l => l.Name);
                throw rule.Error(rule.Require("label"), $"a rule gives the label '{label}', which is none of the labels.{NearestNames.Hint(label, names)} The labels are {string.Join(", ", names)}");
            }

            rules.Add(Of(rule, label));
        }

        return rules;
    }

    private static Rule Of(QuestionYaml rule, string label) => (rule.Find("words"), rule.Find("matches")) switch
    {
        ({ } words, null) =>
            rule.Checked("words", _ => Rule.OfWords(label, rule.Items(words, "words").Select(w => rule.TextOf(w, "words")))),
        (null, { } matches) =>
            rule.Checked("matches", _ => Rule.OfExpression(label, rule.TextUpTo(matches, "matches", QuestionLimits.ExpressionCharacters))),
        _ => throw rule.Error(
            rule.Require("label"), $"the rule for '{label}' needs either 'words' (a list) or 'matches' (a regular expression)"),
    };
}
