using System.Globalization;
using LeadScout.Questions;
using ParquetSharp;
using ParquetSharp.IO;

namespace LeadScout.Files.Tests.Parquet;

/// <summary>
/// Pages with a byte that is not what was written, against Arrow's own C++ reader. One change in <see cref="OneIn"/> is tried; all of
/// them, up to five for each byte, take minutes.
/// </summary>
public sealed class DamagedPageTests : IDisposable
{
    private const int Rows = 60, Columns = 5, OneIn = 40;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, ParquetDataPageVersion, Compression> Ways
    {
        get
        {
            var ways = new TheoryData<string, ParquetDataPageVersion, Compression>();
            foreach (var version in Enum.GetValues<ParquetDataPageVersion>())
            {
                foreach (var codec in (Compression[])[Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli, Compression.Zstd, Compression.Lz4])
                {
                    ways.Add("dictionary", version, codec);
                    ways.Add("plain", version, codec);
                }

                ways.Add("delta", version, Compression.Uncompressed);
                ways.Add("split", version, Compression.Uncompressed);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_read_is_what_Arrow_reads_or_where_it_refuses_what_was_written(string encoding, ParquetDataPageVersion version, Compression codec)
    {
        var whole = Written(encoding, version, codec);
        var footer = whole.Length - 8 - BitConverter.ToInt32(whole, whole.Length - 8);
        var random = new Random(23);
        var (written, wrong) = (Read(whole), new List<string>());
        for (var at = 4; at < footer; at++)
        {
            foreach (var value in (byte[])[0, 0xFF, (byte)(whole[at] ^ 1), (byte)(whole[at] + 2), (byte)random.Next(256)])
            {
                if (value != whole[at] && random.Next(OneIn) == 0)
                {
                    byte[] bytes = [.. whole];
                    bytes[at] = value;
                    Compare(bytes, written, $"byte {at} of {footer}: {whole[at]} -> {value}", wrong);
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(40)));
    }

    private string[][] Read(byte[] bytes)
    {
        var path = _folder.Write("b.parquet", bytes);
        return [.. Enumerable.Range(0, Columns).Select(column => Ours(path, column)!)];
    }

    private void Compare(byte[] bytes, string[][] written, string what, List<string> wrong)
    {
        var path = _folder.Write("b.parquet", bytes);
        for (var column = 0; column < Columns; column++)
        {
            var (ours, right) = (Ours(path, column), Theirs(bytes, column) ?? written[column]);
            if (ours is not null && !ours.SequenceEqual(right))
            {
                var row = Enumerable.Range(0, Rows).First(row => ours[row] != right[row]);
                wrong.Add($"{what}: column {column}, row {row} is read as '{ours[row]}', not '{right[row]}' ({(ReferenceEquals(right, written[column]) ? "written" : "Arrow")})");
            }
        }
    }

    private static string[]? Ours(string path, int column)
    {
        try
        {
            using var reader = LeadFiles.At(path).Open();
            var values = new string[Rows];
            foreach (ref var value in values.AsSpan())
            {
                reader.Read();
                value = reader.Value(column).ToString();
            }

            return values;
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    private static string[]? Theirs(byte[] bytes, int column)
    {
        try
        {
            using var buffer = new ManagedRandomAccessFile(new MemoryStream(bytes));
            using var file = new ParquetFileReader(buffer);
            using var group = file.RowGroup(0);
            using var reader = group.Column(column);
            return column switch
            {
                0 => Read<string?>(reader, value => value ?? ""),
                1 => Read<int>(reader, value => value.ToString(CultureInfo.InvariantCulture)),
                2 => Read<long?>(reader, value => value?.ToString(CultureInfo.InvariantCulture) ?? ""),
                3 => Read<double>(reader, value => value.ToString(CultureInfo.InvariantCulture)),
                _ => Read<float?>(reader, value => value?.ToString(CultureInfo.InvariantCulture) ?? ""),
            };
        }
        catch (Exception e) when (e is ParquetException or IndexOutOfRangeException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static string[] Read<T>(ColumnReader column, Func<T, string> text)
    {
        using var reader = column.LogicalReader<T>();
        return Array.ConvertAll(reader.ReadAll(Rows), value => text(value));
    }

    private byte[] Written(string encoding, ParquetDataPageVersion version, Compression codec)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.DataPageVersion(version).DataPagesize(150).Compression(codec).DisableStatistics();
        if (encoding != "dictionary")
        {
            builder.DisableDictionary();
        }

        using var properties = encoding switch
        {
            "delta" => builder.Encoding("s", Encoding.DeltaByteArray).Encoding("i", Encoding.DeltaBinaryPacked).Encoding("l", Encoding.DeltaBinaryPacked).Build(),
            "split" => builder.Encoding("s", Encoding.DeltaLengthByteArray).Encoding("d", Encoding.ByteStreamSplit).Encoding("f", Encoding.ByteStreamSplit).Build(),
            _ => builder.Build(),
        };
        Column[] columns = [new Column<string?>("s"), new Column<int>("i"), new Column<long?>("l"), new Column<double>("d"), new Column<float?>("f")];
        var path = _folder.File("a.parquet");
        using (var file = new ParquetFileWriter(path, columns, properties))
        {
            using (var group = file.AppendRowGroup())
            {
                var rows = Enumerable.Range(0, Rows).ToArray();
                Put(group, rows.Select(row => row % 11 == 0 ? null : $"Head {row % 20} of {row / 15}"));
                Put(group, rows.Select(row => row * row));
                Put(group, rows.Select(row => row % 7 == 0 ? (long?)null : (row % 30) << 20));
                Put(group, rows.Select(row => row % 9 / 8.0));
                Put(group, rows.Select(row => row / 4 % 2 == 0 ? (float?)null : row / 4f));
            }

            file.Close();
        }

        return File.ReadAllBytes(path);
    }

    private static void Put<T>(RowGroupWriter group, IEnumerable<T> values)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch([.. values]);
    }
}
