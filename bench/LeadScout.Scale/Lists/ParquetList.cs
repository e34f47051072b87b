using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace LeadScout.Scale.Lists;

/// <summary>Writes a large list as Parquet in row groups of 100,000 rows, the first column as whole numbers.</summary>
internal static class ParquetList
{
    private const int RowsPerGroup = 100_000;

    public static async Task WriteAsync(LargeList list, string path)
    {
        var schema = new ParquetSchema(
            list.Columns.Select((name, i) => i == 0 ? (Field)new DataField<int>(name) : new DataField<string>(name)));
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream);
        foreach (var rows in list.Rows().Select(row => (string[])row.Clone()).Chunk(RowsPerGroup))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<int>(
                schema.DataFields[0], Array.ConvertAll(rows, row => int.Parse(row[0], CultureInfo.InvariantCulture)));
            for (var i = 1; i < list.Columns.Count; i++)
            {
                await group.WriteAsync(schema.DataFields[i], Array.ConvertAll(rows, row => row[i]));
            }
        }
    }
}
