using LeadScout.Questions;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests;

public sealed class LeadFilesTests : IDisposable
{
    // The kernel lets nobody read it.
    private const string WriteOnly = "/proc/sys/vm/compact_memory";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_result_goes_beside_the_list() =>
        Assert.Equal(Path.Join("a", "leads.v2.labelled.csv"), LeadFiles.DefaultOutput(Path.Join("a", "leads.v2.csv")));

    [Theory]
    [InlineData("leads.xls")]
    [InlineData("leads")]
    public void An_unknown_ending_is_refused_with_those_that_are_known(string name)
    {
        var message = Refused(() => LeadFiles.At(_folder.Write(name, "x"))).Message;
        Assert.All(
            [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".json", ".parquet"],
            ending => Assert.Contains(ending, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_file_is_refused_with_its_neighbours()
    {
        _folder.Write("leads.csv", "a\nb\n");
        var message = Refused(() => LeadFiles.At(_folder.File("laeds.csv"))).Message;
        Assert.Contains("There is no file", message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'leads.csv'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_refused()
    {
        Directory.CreateDirectory(_folder.File("leads.csv"));
        Assert.Contains("is a directory", Refused(() => LeadFiles.At(_folder.File("leads.csv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_the_right_to_read_is_refused()
    {
        Assert.SkipUnless(File.Exists(WriteOnly), "Only Linux has a file that even the superuser may not read.");
        var path = _folder.File("a.csv");
        File.CreateSymbolicLink(path, WriteOnly);
        Assert.Contains("may not be read", Refused(() => LeadFiles.At(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_the_other_format_are_refused()
    {
        var csv = _folder.Write("a.csv", "a\nb\n");
        var xlsx = _folder.Write("a.xlsx", "a");
        Assert.Contains(
            "Leave out Sheet",
            Refused(() => LeadFiles.At(csv, options: new LeadFileOptions(Sheet: "x"))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Leave out Encoding",
            Refused(() => LeadFiles.At(xlsx, options: new LeadFileOptions(Encoding: "utf-8"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_tells_content_and_reading_apart_and_nothing_else()
    {
        var hash = LeadFiles.At(_folder.Write("a.csv", "a\nb\n")).Hash;
        Assert.Matches("^[0-9a-f]{32}$", hash);
        Assert.Equal(hash, LeadFiles.At(_folder.Write("b.csv", "a\nb\n"), _folder.File("elsewhere.csv")).Hash);
        Assert.NotEqual(hash, LeadFiles.At(_folder.Write("b.csv", "a\nc\n")).Hash);
        Assert.NotEqual(hash, LeadFiles.At(_folder.File("a.csv"), options: new LeadFileOptions(Encoding: "windows-1252")).Hash);
    }

    [Fact]
    public void A_column_that_is_there_already_is_refused()
    {
        LeadFiles.EnsureNoClash("a.csv", ["Name"], ["q", "q_source"]);
        var message = Refused(() => LeadFiles.EnsureNoClash("a.csv", ["Name", "Q_Source"], ["q", "q_source"])).Message;
        Assert.Contains("'a.csv' has a column 'q_source' already", message, StringComparison.Ordinal);
        Assert.Contains("q_2", message, StringComparison.Ordinal);
        Assert.Contains(
            "rename or remove",
            Refused(() => LeadFiles.EnsureNoClash("a.csv", ["Name", "Q_Source"], ["q", "q_source"], canRename: false)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.csv", "is the input itself")]
    [InlineData("sub.csv", "is a directory")]
    [InlineData("none/b.csv", "does not exist. Make it")]
    [InlineData("b.xlsx", "must end in '.csv'")]
    public void An_output_that_cannot_be_written_is_refused(string output, string expected)
    {
        Directory.CreateDirectory(_folder.File("sub.csv"));
        var file = LeadFiles.At(_folder.Write("a.csv", "a\nb\n"), _folder.File(output));
        Assert.Contains(expected, Refused(file.CheckOutput).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_in_a_folder_without_the_right_to_write_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder that even the superuser may not write to.");
        var file = LeadFiles.At(_folder.Write("a.csv", "a\nb\n"), "/proc/b.csv");
        Assert.Contains("can't be written", Refused(file.CheckOutput).Message, StringComparison.Ordinal);
        Assert.Contains("Output", Refused(file.CheckOutput).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checking_the_output_leaves_nothing_behind_and_an_old_result_alone()
    {
        _folder.Write("b.csv", "old");
        LeadFiles.At(_folder.Write("a.csv", "a\nb\n"), _folder.File("b.csv")).CheckOutput();
        Assert.Equal(["a.csv", "b.csv"], _folder.Names());
        Assert.Equal("old", File.ReadAllText(_folder.File("b.csv")));
    }

    [Fact]
    public void A_writer_that_is_not_completed_leaves_the_old_result_and_nothing_else()
    {
        _folder.Write("b.csv", "old");
        var file = LeadFiles.At(_folder.Write("a.csv", "a\nb\n"), _folder.File("b.csv"));
        using (var reader = file.Open())
        using (var writer = file.Create(reader, [Column("l")]))
        {
            reader.Read();
            writer.Take();
            writer.Write(["x"]);
            Assert.Equal(3, _folder.Names().Length);
        }

        Assert.Equal(["a.csv", "b.csv"], _folder.Names());
        Assert.Equal("old", File.ReadAllText(_folder.File("b.csv")));
    }

    [Fact]
    public void What_a_crash_left_behind_is_overwritten()
    {
        var file = LeadFiles.At(_folder.Write("a.csv", "a\nb\n"));
        _folder.Write("a.labelled.csv.leadscout.tmp", "a much longer leftover of a run that was killed");
        Label(file, ["l"], _ => ["x"]);
        Assert.Equal(["a.csv", "a.labelled.csv"], _folder.Names());
        Assert.Equal("a,l\nb,x\n", File.ReadAllText(_folder.File("a.labelled.csv")));
    }
}
