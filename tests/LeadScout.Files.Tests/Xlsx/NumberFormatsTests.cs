using LeadScout.Files.Xlsx;

namespace LeadScout.Files.Tests.Xlsx;

public sealed class NumberFormatsTests
{
    [Theory]
    [InlineData("yyyy-mm-dd", "Date")]
    [InlineData("dd.mm.yyyy hh:mm", "Date")]
    [InlineData("[$-407]d. mmmm yyyy;@", "Date")]
    [InlineData("[$-F800]dddd, mmmm dd, yyyy", "Date")]
    [InlineData("mmm", "Date")]
    [InlineData("yyyy\"年\"m\"月\"", "Date")]
    [InlineData("[Green]yyyy", "Date")]
    [InlineData("hh:mm", "Time")]
    [InlineData("h:mm AM/PM", "Time")]
    [InlineData("mm:ss.0", "Time")]
    [InlineData("hh \"Uhr\"", "Time")]
    [InlineData("[h]:mm", "Duration")]
    [InlineData("[mm]:ss", "Duration")]
    [InlineData("General", "Plain")]
    [InlineData("@", "Plain")]
    [InlineData("0.00 \"days\"", "Plain")]
    [InlineData("#,##0 \"h\"", "Plain")]
    [InlineData("[Red]0.00", "Plain")]
    [InlineData("[$USD] 0.00", "Plain")]
    [InlineData("0\\d", "Plain")]
    [InlineData("0.0E+00", "Plain")]
    [InlineData("_-* #,##0.00 \"DM\"_-", "Plain")]
    [InlineData("0;[Red]-0;d", "Plain")]
    [InlineData("General \"mm\"", "Plain")]
    [InlineData("\"open", "Plain")]
    [InlineData("[", "Plain")]
    [InlineData("\\", "Plain")]
    [InlineData("", "Plain")]
    public void A_format_is_told_by_its_code(string code, string expected) => Assert.Equal(expected, NumberFormats.Of(code).ToString());

    [Theory]
    [InlineData(0, "Plain")]
    [InlineData(10, "Plain")]
    [InlineData(14, "Date")]
    [InlineData(17, "Date")]
    [InlineData(20, "Time")]
    [InlineData(22, "Date")]
    [InlineData(46, "Duration")]
    [InlineData(49, "Plain")]
    [InlineData(58, "Date")]
    [InlineData(164, "Plain")]
    [InlineData(-1, "Plain")]
    public void A_built_in_format_is_told_by_its_number(int id, string expected) =>
        Assert.Equal(expected, NumberFormats.BuiltIn(id).ToString());
}
