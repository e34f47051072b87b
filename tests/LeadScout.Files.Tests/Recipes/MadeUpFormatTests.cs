using LeadScout.Jobs.Lists;

namespace LeadScout.Files.Tests.Recipes;

/// <summary>The recipe "Add a file format" of CONTRIBUTING works as it is written.</summary>
public sealed class MadeUpFormatTests
{
    [Fact]
    public void A_list_is_read_and_written_with_its_new_columns()
    {
        using var folder = new TestFolder();
        var list = folder.Write("leads.bars", "Id|Title\n1|CFO\n2|Verkäufer\n");
        var result = folder.File("leads.labelled.bars");

        using (var reader = Open(list))
        using (var writer = MadeUpFormat.Format.Create(reader, [new AddedColumn("department")], new TargetFile(result, list)))
        {
            while (reader.Read())
            {
                writer.Take();
                writer.Write([reader.Value(1).Length > 3 ? "Sales" : "Finance"]);
            }

            writer.TakeEnd();
            writer.Complete();
        }

        Assert.Equal("Id|Title|department\n1|CFO|Finance\n2|Verkäufer|Sales\n", File.ReadAllText(result));
    }

    [Fact]
    public void A_row_that_cannot_be_used_is_named_and_the_next_one_is_read()
    {
        using var folder = new TestFolder();
        using var reader = Open(folder.Write("leads.bars", "Id|Title\n1\n2|Verkäufer\n"));

        Assert.Contains("row 1", Assert.Throws<BadRowException>(() => reader.Read()).Message, StringComparison.Ordinal);
        Assert.True(reader.Read());
        Assert.Equal("Verkäufer", reader.Value(1).ToString());
    }

    private static ILeadReader Open(string path) =>
        MadeUpFormat.Format.Prepare(new ListSource(path, path, Packing.None), new LeadFileOptions())();
}
