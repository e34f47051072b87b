using DuckDB.NET.Data;
using LeadScout.Files;

namespace LeadScout.DuckDb.Tests;

/// <summary>Parquet files as DuckDB's own writer makes them, read as the lists that they are.</summary>
public sealed class ParquetOfDuckDbTests : IDisposable
{
    private const string Columns =
        "CASE WHEN i % 11 = 0 THEN NULL ELSE 'Head ' || (i % 100) || ' of ' || (i // 7) END AS s, i::INTEGER AS i, CASE WHEN i % 7 = 0 THEN NULL ELSE i * 1000000007 END AS l, "
        + "i / 8.0::DOUBLE AS d, i % 3 = 0 AS b, NULL::VARCHAR AS n, 'same' AS c, DATE '2026-01-01' + (i % 400)::INTEGER AS t, (i % 50)::DECIMAL(18, 4) / 8 AS m";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string> Ways
    {
        get
        {
            string[] codecs = ["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"];
            return [.. codecs.SelectMany(codec => (string[])[$"CODEC '{codec}'", $"CODEC '{codec}', PARQUET_VERSION V2"])];
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_way_in_which_DuckDB_writes_is_read_as_it_reads_it_itself(string way)
    {
        var file = Path.Join(_folder.FullName, "a.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT {Columns} FROM range(5000) r(i)) TO '{file}' (FORMAT parquet, {way}, ROW_GROUP_SIZE 2048)";
        command.ExecuteNonQuery();
        command.CommandText = $"SELECT s, i::VARCHAR, l::VARCHAR, d, b::VARCHAR, n, c, t::VARCHAR, m::DOUBLE FROM '{file}'";
        using var expected = command.ExecuteReader();
        using var reader = LeadFiles.At(file).Open();
        for (var row = 0; expected.Read(); row++)
        {
            Assert.True(reader.Read());
            for (var column = 0; column < expected.FieldCount; column++)
            {
                var value = expected.IsDBNull(column) ? "" : FormattableString.Invariant($"{expected.GetValue(column)}");
                Assert.True(value == reader.Value(column).ToString(), $"{way}, row {row}: {reader.Columns[column]} is '{reader.Value(column)}', not '{value}'");
            }
        }

        Assert.False(reader.Read());
    }
}
