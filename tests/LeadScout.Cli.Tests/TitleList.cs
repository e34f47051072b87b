using System.Text;
using LeadScout.Llm.Recorded;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>The benchmark list of job titles as a CSV, and what the teacher says about it.</summary>
internal sealed record TitleList(string Csv, string Question, string Expected, Recording Answers, int DistinctTexts, int Rows)
{
    private const string Name = "titles_h2b.tsv";

    private static readonly Lazy<TitleList?> Loaded = new(Load);

    /// <summary>The list; the test is skipped, and says so, where the shared data is not beside the repository.</summary>
    public static TitleList OrSkip()
    {
        Assert.SkipWhen(Loaded.Value is null, $"The shared data folder with {Name} is not there (../shared/data beside the repository).");
        return Loaded.Value!;
    }

    private static TitleList? Load()
    {
        var path = Find();
        if (path is null)
        {
            return null;
        }

        var lines = File.ReadAllLines(path)[1..].Select(line => line.Split('\t')).ToArray();
        var answers = Recording.Load(path);
        var (csv, expected) = (new StringBuilder("Id,Job Title,Note\r\n"), new StringBuilder("Id,Job Title,Note,group,group_confidence,group_source\r\n"));
        for (var i = 0; i < lines.Length; i++)
        {
            // Quoted and bare fields, leading zeros, blanks and empty fields by turns: all must pass through byte for byte.
            var title = lines[i][0];
            var row = $"{i:00000},{(i % 3 == 0 || title.AsSpan().ContainsAny(',', '"') ? Quoted(title) : title)},{(i % 5) switch { 0 => "", 1 => "\"a \"\"b\"\", c\"", 2 => " 007 ", 3 => "é", _ => "\"\"" }}";
            csv.Append(row).Append("\r\n");
            var label = answers.LabelOf(title)!;
            expected.Append(row).Append(',').Append(label.Contains(',') ? Quoted(label) : label).Append(",1,teacher\r\n");
        }

        var labels = lines.Select(line => line[1]).Distinct().Order(StringComparer.Ordinal);
        var question = $"name: group\nask: Which group of occupations does this job title belong to?\ntext: \"{{Job Title}}\"\nlabels:\n{string.Concat(labels.Select(label => $"  - \"{label}\"\n"))}";
        return new TitleList(csv.ToString(), question, expected.ToString(), answers, lines.Select(line => TextKey.Of(line[0])).Distinct().Count(), lines.Length);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeadScout.slnx")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "data", Name);
                return File.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
