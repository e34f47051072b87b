using System.IO.Compression;
using System.Text;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.Trails;

public sealed class LeadTrailTests : IDisposable
{
    private static readonly string[] Added = ["q", "q_confidence"];

    private readonly TestFolder _folder = new();

    public static TheoryData<string, byte[]> Lists => new()
    {
        { "plain.csv", "a,b\n1,x\n2,y\n"u8.ToArray() },
        { "marked.csv", [0xEF, 0xBB, 0xBF, .. "a;b\r\n1;ä\r\n\r\n2;\"x\r\n😀\"\r\n\r\n"u8] },
        { "uncut.tsv", "# a list\n\na\tb\n1\tx\n\n2\ty"u8.ToArray() },
        { "blank.csv", "a\n\nx\n\n"u8.ToArray() },
        { "old.csv", "a,b\r1,x\r2,y\r"u8.ToArray() },
        { "long.csv", Encoding.UTF8.GetBytes($"a,b\n{new string('x', 200_000)},1\n2,{new string('ü', 400_000)}\n3,x\n") },
        { "many.csv", Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"row {i},{new string('é', i % 90)}\n"))) },
        { "utf16.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,ä\n2,😀\n")] },
        { "utf16be.csv", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("a,b\r\n1,ä\r\n2,😀\r\n")] },
        { "marked.jsonl", [0xEF, 0xBB, 0xBF, .. "{\"a\":1}\n\n{ \"b\": \"ü\" } \r\n{}"u8] },
        { "array.json", " [ {\"a\":1}, {} ,\n{\"b\":[{}]} ]\n"u8.ToArray() },
        { "packed.csv.gz", Packed("a,b\n1,x\n2,y\n\n") },
        { "packed.jsonl.gz", Packed("{\"a\":1}\n{\"a\":2}\n") },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Lists))]
    public void It_writes_what_the_writer_writes(string name, byte[] list) => Compare(LeadFiles.At(_folder.Write(name, list)), name);

    [Theory]
    [InlineData("windows-1252", true)]
    [InlineData("iso-8859-15", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("shift_jis", false)]
    [InlineData("iso-2022-jp", false)]
    public void It_counts_the_bytes_of_encodings_that_tell_every_character_by_itself(string encoding, bool counts)
    {
        var bytes = Latin(encoding).GetBytes(counts ? "a,b\n1,ä\n2,x\n" : "a,b\n1,日本\n2,x\n");
        var file = LeadFiles.At(_folder.Write("a.csv", bytes), options: new LeadFileOptions { Encoding = encoding });
        if (counts)
        {
            Compare(file, "a.csv");
        }
        else
        {
            Assert.False(LabelAlongTrail(file, Added, _ => Values));
        }
    }

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n", "a,b\n1,x\n3,y\n")] // as long
    [InlineData("a,b\n1,x\n2,y\n", "a,b\n1,x\n2,y\n\n")] // longer
    [InlineData("a,b\n1,x\n2,y\n", "a,b\n1,x\n")] // shorter
    [InlineData("a,b\n1,x\n2,y\n", "")]
    [InlineData("a,b\n1,x\n2,y\n", "a,c\n1,x\n2,y\n")] // the header
    [InlineData("a,b\n1,x\n2,y\n", "a,b\n1,xx\n,y\n")] // other rows of the same length
    public void A_list_that_changed_meanwhile_is_refused_and_the_old_result_stays(string before, string after)
    {
        var result = _folder.Write("a.labelled.csv", "old");
        var message = Refused(
            () => LabelAlongTrail(LeadFiles.At(_folder.Write("a.csv", before)), Added, _ => Values, () => _folder.Write("a.csv", after))).Message;
        Assert.Equal($"'{_folder.File("a.csv")}' changed while the job ran, after its 2 rows were read. Run the command again.", message);
        Assert.Equal("old", File.ReadAllText(result));
        Assert.Equal(["a.csv", "a.labelled.csv"], _folder.Names());
    }

    [Fact]
    public void A_list_that_is_gone_meanwhile_is_refused()
    {
        var path = _folder.Write("a.csv", "a\nx\n");
        Assert.Contains(
            "can't be read a second time",
            Refused(() => LabelAlongTrail(LeadFiles.At(path), Added, _ => Values, () => File.Delete(path))).Message,
            StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void A_value_that_the_encoding_lacks_is_refused_as_the_writer_refuses_it()
    {
        var file = LeadFiles.At(_folder.Write("a.csv", "a,b\n1,x\n"), options: new LeadFileOptions { Encoding = "windows-1252" });
        var written = Refused(() => Label(file, ["q"], _ => ["日本"])).Message;
        Assert.Equal(written, Refused(() => LabelAlongTrail(file, ["q"], _ => ["日本"])).Message);
    }

    [Fact]
    public void A_clash_of_columns_is_refused() =>
        Assert.Contains(
            "already",
            Refused(() => LabelAlongTrail(LeadFiles.At(_folder.Write("a.csv", "a,q\n1,2\n")), ["q"], _ => ["x"])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_list_that_was_not_read_to_its_end_has_to_be_read_again()
    {
        var file = LeadFiles.At(_folder.Write("a.csv", "a\nx\ny\n"));
        using var reader = file.Open();
        using var trail = file.Follow(reader)!;
        reader.Read();
        trail.Take();
        trail.Note([0]);
        Assert.Null(trail.Rewrite([Column("q")]));
    }

    private static string[] Values => ["A, \"B\"", ""];

    private static Encoding Latin(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name);
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private void Compare(LeadFile file, string name)
    {
        var row = 0;
        Label(file, Added, _ => Of(row++));
        var written = File.ReadAllBytes(LeadFiles.DefaultOutput(_folder.File(name)));
        Assert.True(LabelAlongTrail(file, Added, Of));
        Assert.Equal(written, File.ReadAllBytes(LeadFiles.DefaultOutput(_folder.File(name))));

        static string[] Of(int row) => (row % 3) switch
        {
            0 => ["Sales", "0.9"],
            1 => Values,
            _ => ["é\nb;c\td", "1"],
        };
    }
}
