using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Architecture.Tests;

/// <summary>
/// One concept, one word: readers of messages, help, pages and documents are told of an LLM. "Teacher" is what options, fields, states and
/// code call it, and there it stays.
/// </summary>
public sealed partial class ReaderWordTests
{
    // Not for readers: what belongs to a job's identity once and for all, keys of single asks, and values of a file's column.
    private static readonly string[] NoMessage = ["; second teacher: ", " in the teachers file\", asked)", "rule, student, teacher, undecided", "\"teacher or person\""];

    [Fact]
    public void No_message_calls_the_LLM_by_another_name()
    {
        var other =
            from path in Repository.SourceFiles("src")
            where !path.StartsWith("src/LeadScout.Sqlite/", StringComparison.Ordinal) && !path.StartsWith("src/LeadScout.Postgres/", StringComparison.Ordinal)
            from line in File.ReadLines(Path.Combine(Repository.Root, path)).Index()
            where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal) && !NoMessage.Any(line.Item.Contains)
            where Text().Matches(line.Item).Any(text => text.Value.Contains(' ', StringComparison.Ordinal) && Other().IsMatch(text.Value))
            select $"{path}:{line.Index + 1}: {line.Item.Trim()}";
        Assert.Empty(other);
    }

    [Fact]
    public void No_document_calls_the_LLM_by_another_name()
    {
        var other =
            from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md"))
            from line in Prose(path)
            where Other().IsMatch(Code().Replace(line.Text, ""))
            select $"{Path.GetFileName(path)}:{line.Number}: {line.Text}";
        Assert.Empty(other);
    }

    [Theory]
    [InlineData("\"asks the teacher again\"", true)]
    [InlineData("\"Teachers cost money\"", true)]
    [InlineData("\"outranks the teacher's.\"", true)]
    [InlineData("\"Name another teacher.\"", true)]
    [InlineData("\"your purse is empty\"", true)]
    [InlineData("\"name it with --teacher or --as-teacher NAME\"", false)]
    [InlineData("\"leadscout teachers check NAME\"", false)]
    [InlineData("\"{teacher} and {old.Teacher} agree\"", false)]
    public void Another_name_is_found_where_a_reader_would_meet_it(string text, bool isFound) => Assert.Equal(isFound, Other().IsMatch(text));

    private static IEnumerable<(int Number, string Text)> Prose(string path)
    {
        var inCode = false;
        foreach (var (at, line) in File.ReadLines(path).Index())
        {
            inCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            // The glossary says what code calls it; the instruments' attributes are names.
            if (!inCode && !line.StartsWith("| **LLM** |", StringComparison.Ordinal) && !line.StartsWith("| `leadscout.", StringComparison.Ordinal))
            {
                yield return (at + 1, line);
            }
        }
    }

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![-\w@{/.'(!])(teachers?|purses?)\b(?!\.\w|[-=/]|[':](?!s)|""| (check|list)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
