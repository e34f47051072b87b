using System.IO.Compression;
using System.Text;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.Tests;

/// <summary>
/// Files of the text formats, cut off, with bytes changed, swapped, doubled and added, by seed: each is read or refused in words, and
/// nothing else is thrown.
/// </summary>
public sealed class BrokenFileTests : IDisposable
{
    private const int Variants = 150;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[]> Seeds => new()
    {
        { "a.csv", "UTF-8\r\n\"Name\";\"Job; Title\";\r\n\"Jürgen \"\"J\"\"\";CFO;1\r\n\r\nB;\"two\r\nlines\";2\r\n\r\n"u8.ToArray() },
        { "a.tsv", "Name\tJob Title\nA\tCFO\nB\tCEO\n"u8.ToArray() },
        { "u.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Näme,Job Title\nA,CFO\n\"B\",長\n")] },
        { "a.jsonl", "{\"Name\":\"A\",\"Job Title\":\"C\\u00e9O\"}\n\n{\"Name\":null,\"x\":[1,{\"y\":2}]}\n"u8.ToArray() },
        { "a.json", "[\n {\"Name\":\"A\",\"Job Title\":\"CFO\"},\n {\"Name\":\"}\"}\n]\n"u8.ToArray() },
        { "a.csv.gz", Gzipped("Name,Job Title\nA,CFO\nB,CEO\n"u8.ToArray()) },
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_broken_file_is_read_or_refused_in_words(string name, byte[] whole)
    {
        for (var seed = 0; seed < Variants; seed++)
        {
            var path = _folder.Write(name, Broken(whole, new Random(seed)));
            try
            {
                using var reader = LeadFiles.At(path).Open();
                var bad = new BadRows();
                while (bad.Next(reader))
                {
                    Look(reader);
                }

                Assert.False(reader.Read());
                bad.Refuse();
            }
            catch (BadInputException e)
            {
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
            }
            catch (Exception e)
            {
                Assert.Fail($"{name}, seed {seed}: {e}");
            }
        }
    }

    private static void Look(ILeadReader reader)
    {
        for (var column = 0; column < reader.Columns.Count; column++)
        {
            try
            {
                _ = reader.Value(column).Length;
            }
            catch (BadRowException)
            {
                // named, which is all that is asked
            }
        }
    }

    private static byte[] Broken(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 1; change--)
        {
            var (at, other) = (random.Next(bytes.Count), random.Next(bytes.Count));
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    (bytes[at], bytes[other]) = (bytes[other], bytes[at]);
                    break;
                case 3:
                    bytes.Insert(at, "\"\r\n\0,;{}[]\t\xFF"u8.ToArray()[random.Next(11)]);
                    break;
                case 4:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.InsertRange(at, bytes.Skip(other).Take(20).ToArray());
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Gzipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
