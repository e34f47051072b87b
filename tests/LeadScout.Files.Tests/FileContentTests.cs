namespace LeadScout.Files.Tests;

/// <summary>A file is told by its first bytes, unless these are but words.</summary>
public sealed class FileContentTests
{
    [Theory]
    [InlineData("ORCID,Title\n1,CFO\n")]
    [InlineData("PAR1,Title\n1,CFO\n")]
    [InlineData("BZhs,Title\n1,CFO\n")]
    [InlineData("Rar!,Title\n1,CFO\n")]
    [InlineData("Name of DUCK,Title\n1,CFO\n")]
    [InlineData("LeadsOfaDUCK,Title\n1,CFO\n")]
    [InlineData("ARROW1,Title\n1,CFO\n")]
    public void A_header_that_begins_like_another_format_is_a_header(string text)
    {
        using var folder = new TestFolder();
        Assert.Single(TestFolder.Rows(LeadFiles.At(folder.Write("leads.csv", text))));
    }

    [Theory]
    [InlineData("ORC\0\u0001", "ORC")]
    [InlineData("BZh9\u0001\u0002", "bzip2")]
    [InlineData("Rar!\u001a\u0007\0", "RAR")]
    public void What_is_really_another_format_is_named(string bytes, string format)
    {
        using var folder = new TestFolder();
        var refusal = Assert.ThrowsAny<Exception>(() => LeadFiles.At(folder.Write("leads.csv", bytes)));
        Assert.Contains(format, refusal.Message, StringComparison.Ordinal);
    }
}
