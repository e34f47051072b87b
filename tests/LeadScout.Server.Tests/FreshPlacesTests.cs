using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Sqlite;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>A server that was refused leaves nothing behind that it made, and everything that was there.</summary>
public sealed class FreshPlacesTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public void Folders_above_the_data_folder_that_it_made_go_too()
    {
        Refuse(Options with { DataFolder = _folder["deep/er/data"], ListFolder = _folder["lists/of/all"] });

        Assert.Empty(Left());
    }

    [Fact]
    public void What_was_there_stays_as_it_was()
    {
        Directory.CreateDirectory(_folder["data/lists/0123456789abcdef"]);
        _folder.Write("data/lists/0123456789abcdef/leads.csv", "Job Title\nCFO\n");
        _folder.Write("leadscout.db-note", "mine");
        string[] before = [.. Left()];

        Refuse(Options);

        Assert.Equal(before, Left());
    }

    [Fact]
    public async Task A_database_that_has_something_in_it_stays()
    {
        await using (var trial = await ServerTrial.StartAsync(folder: _folder, keepsFolder: true))
        {
            await trial.PostAsync("/api/v1/classify", new { question = "department", text = "CFO" });
        }

        string[] before = [.. Left()];
        var size = new FileInfo(_folder["leadscout.db"]).Length;

        Refuse(Options);

        Assert.Equal(before, Left());
        Assert.Equal(size, new FileInfo(_folder["leadscout.db"]).Length);
    }

    [Fact]
    public void A_database_that_somebody_else_has_made_and_writes_to_stays()
    {
        SqliteStore? other = null;

        Refuse(Options with
        {
            Environment = _ =>
            {
                other ??= SqliteStore.Open(_folder["leadscout.db"]);
                return null;
            },
        });

        Assert.True(File.Exists(_folder["leadscout.db"]));
        other!.Dispose();
    }

    [Fact]
    public void What_somebody_else_puts_there_meanwhile_stays()
    {
        Refuse(Options with
        {
            SharedStore = () =>
            {
                _folder.Write("data/note.txt", "mine");
                throw new BadInputException("The database is away.");
            },
        });

        Assert.Equal([_folder["data"], _folder["data/note.txt"]], Left());
    }

    [Theory]
    [InlineData("data/lists/a.db")]
    [InlineData("data")]
    public void A_database_in_a_place_that_is_none_leaves_nothing(string database)
    {
        Refuse(Options with { Database = _folder[database] });

        Assert.Empty(Left());
    }

    public void Dispose() => _folder.Dispose();

    private ServerOptions Options => new()
    {
        Url = new Uri("http://127.0.0.1:0"),
        Database = _folder["leadscout.db"],
        DataFolder = _folder["data"],
        Teacher = "recorded:" + _folder["gone.tsv"],
        Environment = _ => null,
    };

    private IEnumerable<string> Left() => Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static void Refuse(ServerOptions options) => Assert.Throws<BadInputException>(() => ServerHost.Build(options));
}
