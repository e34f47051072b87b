using System.Text;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.QuestionFiles;

/// <summary>Question files that would stop the process, were they built before they are looked at.</summary>
public sealed class HostileQuestionTests
{
    private const string Rest = "name: a\nask: b\ntext: \"{c}\"\n";

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "alias as its own key", "&a\n*a : 1\n", "line 2: a question file can't use '*'" },
        { "alias in a key that holds it", "? &k [*k]\n: 1\n", "line 1: a question file can't use '*'" },
        { "mapping that holds itself", Rest + "labels: &l [x, *l]\n", "line 4: a question file can't use '*'" },
        { "alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nlabels: [*c, *c]\n", "line 2: a question file can't use '*'" },
        { "merge key", "base: &b {ask: x}\n<<: *b\n", "line 2: a question file can't use '*'" },
        { "brackets", new string('[', 99_000), "line 1: lists and mappings stand more than 8 deep" },
        { "braces", string.Concat(Enumerable.Repeat("{a: ", 99_000)), "more than 8 deep" },
        { "brackets line by line", string.Concat(Enumerable.Repeat("[\n", 99_000)), "more than 8 deep" },
        { "question marks", string.Concat(Enumerable.Repeat("? ", 99_000)), "more than 8 deep" },
        { "hyphens", string.Concat(Enumerable.Repeat("- ", 99_000)), "more than 8 deep" },
        { "indentation", string.Concat(Enumerable.Range(0, 500).Select(i => new string(' ', i) + "a:\n")), "more than 8 deep" },
        { "values", "labels: [" + string.Concat(Enumerable.Repeat("x,", 99_000)) + "]", "more than 50,000 values" },
        { "documents", string.Concat(Enumerable.Repeat("--- a\n", 60_000)), "more than 50,000 values" },
        { "ten megabytes of template", $"name: a\nask: b\ntext: \"{string.Concat(Enumerable.Repeat("{c}", 3_500_000))}\"\nlabels: [x, y]\n", "more than 1,000,000 characters" },
        { "a long template", $"name: a\nask: b\ntext: \"{string.Concat(Enumerable.Repeat("{c}", 4_000))}\"\nlabels: [x, y]\n", "line 3: 'text' has 12,000 characters; allowed are at most 10,000" },
        { "labels", $"{Rest}labels: [{string.Join(',', Enumerable.Range(0, 5_001))}]\n", "line 4: 'labels' lists 5,001; allowed are at most 5,000" },
        { "rules", $"{Rest}labels: [x, y]\nrules:\n{string.Concat(Enumerable.Repeat("- {label: x, words: [z]}\n", 1_001))}", "'rules' lists 1,001" },
        { "a long expression", $"{Rest}labels: [x, y]\nrules:\n- {{label: x, matches: {new string('a', 10_001)}}}\n", "'matches' has 10,001 characters" },
        { "NUL in a label", Rest + "labels: [x, \"a\\0b\"]\n", "line 4: a label holds the character U+0000" },
        { "NUL, behind which the parser stops", Rest + "labels: [x, y]\n\0rules: nonsense\n", "line 5: the character U+0000 can't be part" },
        { "a line separator, in which it loses its way", Rest + "labels: [A\u2028B, y]\n", "line 4: the character U+2028 can't be part" },
        { "next line", Rest + "labels: [A\u0085B, y]\n", "line 4: the character U+0085 can't be part" },
        { "escape in a label", Rest + "labels: [x, \"a\\e[31mb\"]\n", "a label holds the character U+001B" },
        { "a turned label", Rest + "labels: [x, \"a\\u202Eb\"]\n", "a label holds the character U+202E" },
        { "full-width formula", Rest + "labels: [x, \"\uFF1Dcmd\"]\n", "begins with '\uFF1D', which a spreadsheet takes for a formula" },
        { "full-width minus", Rest + "labels: [x, \"\uFF0D1+2\"]\n", "begins with '\uFF0D'" },
        { "small at sign", Rest + "labels: [x, \"\uFE6BSUM\"]\n", "begins with '\uFE6B'" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void It_is_refused_with_the_reason_and_costs_next_to_nothing(string kind, string yaml, string reason)
    {
        Assert.NotEmpty(kind);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(reason, Refused(() => QuestionFile.Parse(yaml, "q.yaml")).Message, StringComparison.Ordinal);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 120_000_000);
    }

    [Fact]
    public void Whatever_is_changed_in_a_file_it_is_read_or_refused()
    {
        var yaml = Rest + "labels:\n  - {name: x, means: \"m: n\"}\n  - y\nrules:\n  - {label: x, words: [z, 'q']}\n";
        string[] pieces =
            ["{", "}", "[", "]", ":", "- ", "? ", "&a ", "*a", "!", "!!str ", "|", ">", "'", "\"", "#", "%", "@", "`", ",", "\n", "\t", "---", "...", "<<", "\\", "\u00a0", "\ufeff", "\ud83c\udf89"];
        var chance = new Random(3);
        for (var i = 0; i < 3_000; i++)
        {
            var text = yaml;
            for (var change = chance.Next(1, 5); change > 0; change--)
            {
                var at = chance.Next(text.Length);
                text = text.Remove(at, chance.Next(Math.Min(4, text.Length - at))).Insert(at, pieces[chance.Next(pieces.Length)]);
            }

            try
            {
                QuestionFile.Parse(text, "q.yaml");
            }
            catch (BadInputException e)
            {
                Assert.Contains("q.yaml", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_file_far_too_large_is_not_even_read()
    {
        var path = Path.Join(Directory.CreateTempSubdirectory().FullName, "q.yaml");
        using (var file = File.Create(path))
        {
            file.SetLength(1L << 33);
        }

        Assert.Contains("more than 1,000,000 characters", Refused(() => QuestionFile.Load(path)).Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData("%", 1024)]
    [InlineData("%YAML ", 2048)]
    [InlineData("name: q\n---\n%TAG ", 4096)]
    [InlineData("%x", 1000)]
    public void A_directive_at_the_very_end_is_refused_with_its_line_and_never_read_for_ever(string begin, int length)
    {
        var message = Refused(() => QuestionFile.Parse(begin.PadRight(length, 'x'), "q.yaml")).Message;

        Assert.Contains($"line {1 + begin.Count(c => c == '\n')}", message, StringComparison.Ordinal);
        Assert.Contains("begins with '%'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_large_question_needs_is_allowed()
    {
        var yaml = new StringBuilder(Rest).Append("labels:\n");
        for (var i = 0; i < 2_000; i++)
        {
            yaml.Append("- {name: \"label ").Append(i).Append(" \u00FC \U0001F600\", means: \"").Append('x', 200).Append("\"}\n");
        }

        Assert.Equal(2_000, QuestionFile.Parse(yaml.ToString(), "q.yaml").Question.Labels.Length);
    }
}
