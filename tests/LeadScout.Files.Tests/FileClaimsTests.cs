using LeadScout.Classifiers;
using LeadScout.Questions;

namespace LeadScout.Files.Tests;

/// <summary>One file is one file, whatever leads there. Every name here is one that a person might give.</summary>
public sealed class FileClaimsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadscout-claims-");

    public static TheoryData<string> Spellings => new(
        "same", "dots", "dot dots", "linked folder", "link", "link to link", "dangling link", "hard link", "handle", "relative", "link through a linked folder", "double slash");

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_result_that_is_the_list_under_another_name_is_refused(string spelling)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links and handles as Unix has them.");
        using var open = new FileStream(Path("leads.csv"), FileMode.Create);
        var claims = new FileClaims();
        claims.Reads(Path("leads.csv"), "input", "the list");

        var error = Assert.Throws<BadInputException>(() => claims.WritesResult(Spelled(spelling, "leads.csv", open)));

        Assert.Contains(
            "is the input itself, which is never overwritten. Say another name with Output.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("same")]
    [InlineData("dots")]
    [InlineData("linked folder")]
    [InlineData("dangling link")]
    [InlineData("link through a linked folder")]
    public void Two_files_that_are_not_there_yet_are_one_where_they_would_be(string spelling)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links as Unix has them.");
        var claims = new FileClaims();
        claims.WritesDatabase(Path("x.csv"));

        var error = Assert.Throws<BadInputException>(() => claims.WritesResult(Spelled(spelling, "x.csv", null)));

        Assert.Contains("is the database itself", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.db-wal")]
    [InlineData("x.db-shm")]
    [InlineData("x.db-journal")]
    public void What_lies_beside_a_database_is_part_of_it(string name)
    {
        var claims = new FileClaims();
        claims.Reads(Path(name), "question file", "Question");

        Assert.Contains(
            "is the question file itself",
            Assert.Throws<BadInputException>(() => claims.WritesDatabase(Path("x.db"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_is_written_over_nothing_that_lies_under_its_temporary_name()
    {
        var claims = new FileClaims();
        claims.WritesDatabase(Path("out.csv.leadscout.tmp"));

        Assert.Contains(
            "temporary file",
            Assert.Throws<BadInputException>(() => claims.WritesResult(Path("out.csv"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_readers_of_one_file_and_neighbours_with_like_names_are_let_be()
    {
        File.WriteAllText(Path("a.csv"), "");
        var claims = new FileClaims();
        claims.Reads(Path("a.csv"), "input", "the list");
        claims.Reads(Path("a.csv"), "recorded LLM", "Teacher");
        claims.WritesDatabase(Path("a.db"));
        claims.WritesResult(Path("a.csv.csv"));

        Assert.Equal(["a.csv"], Directory.EnumerateFileSystemEntries(_directory.FullName).Select(name => System.IO.Path.GetFileName(name)));
    }

    [Fact]
    public void Whether_names_that_differ_in_case_are_one_the_file_system_says()
    {
        File.WriteAllText(Path("probe"), "");
        var ignoresCase = File.Exists(Path("PROBE"));
        var claims = new FileClaims();
        claims.WritesDatabase(Path("x.csv"));

        var refusal = Record.Exception(() => claims.WritesResult(Path("X.CSV")));

        Assert.Equal(ignoresCase, refusal is BadInputException);
        Assert.False(File.Exists(Path("x.csv")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b.csv")]
    public void A_name_that_none_can_be_is_called_so(string name) =>
        Assert.Contains(
            "can't be a file's name",
            Assert.Throws<BadInputException>(() => new FileClaims().WritesResult(name)).Message,
            StringComparison.Ordinal);

    public void Dispose() => _directory.Delete(recursive: true);

    private string Path(string name) => System.IO.Path.Combine(_directory.FullName, name);

    private string Spelled(string spelling, string name, FileStream? open)
    {
        var (full, folder) = (Path(name), _directory.FullName);
        switch (spelling)
        {
            case "same":
                return full;
            case "dots":
                return $"{folder}/./{name}";
            case "dot dots":
                return $"{folder}/../{_directory.Name}/{name}";
            case "double slash":
                return $"{folder}//{name}";
            case "relative":
                return System.IO.Path.GetRelativePath(Environment.CurrentDirectory, full);
            case "handle":
                return $"/proc/self/fd/{open!.SafeFileHandle.DangerousGetHandle()}";
            case "hard link":
                Assert.Equal(0, System.Diagnostics.Process.Start("ln", [full, Path("other.csv")]).WaitForExit(10_000) ? 0 : 1);
                return Path("other.csv");
            case "linked folder":
                Directory.CreateSymbolicLink(Path("folder"), folder);
                return $"{folder}/folder/{name}";
            case "link" or "dangling link":
                File.CreateSymbolicLink(Path("other.csv"), full);
                return Path("other.csv");
            case "link to link":
                File.CreateSymbolicLink(Path("first.csv"), name);
                File.CreateSymbolicLink(Path("other.csv"), Path("first.csv"));
                return Path("other.csv");
            default:
                Directory.CreateDirectory(Path("deep/deeper"));
                Directory.CreateSymbolicLink(Path("folder"), Path("deep/deeper"));
                File.CreateSymbolicLink(Path("other.csv"), $"folder/../../{name}");
                return Path("other.csv");
        }
    }
}
