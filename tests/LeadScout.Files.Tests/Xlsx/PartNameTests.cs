using LeadScout.Files.Xlsx;

namespace LeadScout.Files.Tests.Xlsx;

public sealed class PartNameTests
{
    [Theory]
    [InlineData("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml")]
    [InlineData("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml")]
    [InlineData("xl/workbook.xml", "../data/a.xml", "data/a.xml")]
    [InlineData("xl/workbook.xml", "../../../a.xml", "a.xml")]
    [InlineData("xl/workbook.xml", ".\\worksheets\\a%20b.xml#x", "xl/worksheets/a b.xml")]
    [InlineData("", "xl/workbook.xml", "xl/workbook.xml")]
    public void A_target_is_relative_to_the_part_that_names_it(string source, string target, string part) =>
        Assert.Equal(part, PartName.OfTarget(source, target));

    [Theory]
    [InlineData("", "_rels/.rels")]
    [InlineData("xl/workbook.xml", "xl/_rels/workbook.xml.rels")]
    public void Relationships_stand_in_a_folder_beside_their_part(string part, string relationships) =>
        Assert.Equal(relationships, PartName.Relationships(part));
}
