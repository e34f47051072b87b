using System.Text;
using MiniExcelLibs;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>The forms in which lists come, through the whole command: read as they are, or refused with what to do.</summary>
public sealed class ListFormTests
{
    public static TheoryData<string, byte[]> Forms => new()
    {
        { "comma.csv", Encoding.UTF8.GetBytes("Id,Job Title\n007,CFO\n") },
        { "mark.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("Id,Job Title\r\n007,CFO\r\n")] },
        { "utf16.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Id,Job Title\n007,CFO\n")] },
        { "utf16be.csv", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("Id,Job Title\n007,CFO\n")] },
        { "semicolon.csv", Encoding.UTF8.GetBytes("Id;Job Title\n007;CFO\n") },
        { "tab.tsv", Encoding.UTF8.GetBytes("Id\tJob Title\n007\tCFO\n") },
        { "large.csv", Encoding.UTF8.GetBytes("Id,Job Title\n" + new string('0', 2_000_000) + "7,CFO\n") },
    };

    [Theory]
    [MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public async Task Each_form_is_labelled_and_passes_through_untouched(string name, byte[] list)
    {
        using var trial = new Trial();
        var path = trial.Folder.Write(name, list);

        var run = await trial.ClassifyFileAsync(path, "department");

        Assert.True(run.ExitCode == 0, run.Error);
        var result = await File.ReadAllBytesAsync(trial.Folder[Path.GetFileNameWithoutExtension(name) + ".labelled" + Path.GetExtension(name)], TestContext.Current.CancellationToken);
        var firstLine = Array.FindIndex(list, b => b is (byte)'\r' or (byte)'\n');
        Assert.Equal(list[..(firstLine - 1)], result[..(firstLine - 1)]);
        var encoding = list is [0xFF, 0xFE, ..] ? Encoding.Unicode : list is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : Encoding.UTF8;
        Assert.Contains("Finance", encoding.GetString(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_read_when_it_is_named()
    {
        using var trial = new Trial();
        var path = trial.Folder.Write("latin.csv", Encoding.Latin1.GetBytes("Name,Job Title\nJörg,CFO\n"));

        Assert.Equal(0, (await trial.ClassifyFileAsync(path, "department", "--encoding", "windows-1252")).ExitCode);
        var result = await File.ReadAllTextAsync(trial.Folder["latin.labelled.csv"], Encoding.Latin1, TestContext.Current.CancellationToken);
        Assert.Contains("Jörg,CFO,Finance", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_of_several_sheets_wants_one_named_and_keeps_leading_zeros()
    {
        using var trial = new Trial();
        object Rows(string title) => new[] { new Dictionary<string, object> { ["Id"] = "007", ["Job Title"] = title } };
        MiniExcel.SaveAs(trial.Folder["two.xlsx"], new Dictionary<string, object> { ["Leads"] = Rows("CFO"), ["Old"] = Rows("Recruiter") });

        var unnamed = await trial.ClassifyFileAsync(trial.Folder["two.xlsx"], "department");
        var mistyped = await trial.ClassifyFileAsync(trial.Folder["two.xlsx"], "department", "--sheet", "Leeds");
        var named = await trial.ClassifyFileAsync(trial.Folder["two.xlsx"], "department", "--sheet", "Leads");

        Assert.Equal((2, 2, 0), (unnamed.ExitCode, mistyped.ExitCode, named.ExitCode));
        Assert.Contains("--sheet", unnamed.Error, StringComparison.Ordinal);
        Assert.Contains("Leads", mistyped.Error, StringComparison.Ordinal);
        var row = (IDictionary<string, object>)MiniExcel.Query(trial.Folder["two.labelled.xlsx"], useHeaderRow: true, sheetName: "Leads").First();
        Assert.Equal(("007", "Finance"), (row["Id"], row["department"]));
    }

    [Fact]
    public async Task An_encrypted_workbook_is_refused_with_what_it_is()
    {
        using var trial = new Trial();
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];

        var run = await trial.ClassifyFileAsync(trial.Folder.Write("locked.xlsx", compound), "department");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("password", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blank_text_is_undecided_and_never_sent()
    {
        using var trial = new Trial();

        var run = await trial.ClassifyAsync("Id,Job Title\n1,\n2,  \n3,CFO\n", "--format", "json");

        Assert.Equal((0, 1L, 2L), (run.ExitCode, run.Number("askedTexts"), run.Number("undecidedRows")));
        Assert.Contains("undecided:blank", await File.ReadAllTextAsync(trial.Folder["leads.labelled.csv"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
