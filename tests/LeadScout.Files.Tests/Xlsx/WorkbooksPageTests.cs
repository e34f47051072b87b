using System.Security;
using static LeadScout.Files.Tests.TestFolder;
using static LeadScout.Files.Tests.Xlsx.WorkbookParts;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>What docs/workbooks.md says is what happens.</summary>
public sealed class WorkbooksPageTests : IDisposable
{
    private static readonly string[] Lines = File.ReadAllLines(PathOf("docs/workbooks.md"));

    private readonly TestFolder _folder = new();

    public static TheoryData<string, string, string> Numbers
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var cells in Table("number in the cell").Select(row => Array.ConvertAll(row, cell => cell.Trim('`'))))
            {
                data.Add(cells[0], cells[1], cells[2]);
            }

            return data;
        }
    }

    public static TheoryData<string, string> Refusals
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var cells in Table("workbook"))
            {
                data.Add(cells[0], cells[1]);
            }

            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_is_read_as_the_page_says(string number, string format, string text)
    {
        var parts = Plain
            .Replace(
                Styles,
                "<fonts ",
                $"<numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"{SecurityElement.Escape(format)}\"/></numFmts><fonts ")
            .Replace(Styles, "numFmtId=\"14\"", "numFmtId=\"170\"").Replace(Sheet, "<v>44197</v>", $"<v>{number}</v>");
        Assert.Equal(text, Rows(LeadFiles.At(_folder.Write("a.xlsx", parts.ToBytes())))[0][2]);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_workbook_is_refused_in_the_words_of_the_page(string workbook, string words) =>
        Assert.Contains(
            words.Replace("--header-row", "HeaderRow", StringComparison.Ordinal), // the page speaks of the command line
            BrokenWorkbookTests.MessageOf(_folder, workbook), StringComparison.Ordinal);

    private static IEnumerable<string[]> Table(string firstHead) => Lines
        .SkipWhile(line => !line.StartsWith($"| {firstHead} |", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split(" | ", StringSplitOptions.TrimEntries));

    private static string PathOf(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Join(folder.FullName, name)))
            {
                return Path.Join(folder.FullName, name);
            }
        }

        throw new FileNotFoundException(name);
    }
}
