using System.Diagnostics;
using Dapper;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Sqlite.Tests;

/// <summary>A disk of two megabytes that is really full.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("disk/leads.db");

    private string Filler => _directory.File("disk/filler");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public async Task A_migration_that_has_no_room_leaves_the_database_as_it_was_and_says_so(int room)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only the superuser mounts, as CI does.");
        Mount();
        Write(version: 1, answers: 3000);
        Fill(room);

        var error = Assert.Throws<BadInputException>(() => SqliteStore.Open(Leads));

        Assert.Contains("could not be brought up to date, and is what it was", error.Message, StringComparison.Ordinal);
        Assert.Contains("Free some space", error.Message, StringComparison.Ordinal);
        File.Delete(Filler);
        using (var connection = new SqliteConnection($"Data Source={Leads};Pooling=False"))
        {
            Assert.Equal((1, 3000, "ok"), connection.QuerySingle<(long, long, string)>(
                "SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM answer), (SELECT integrity_check FROM pragma_integrity_check)"));
        }

        using var store = SqliteStore.Open(Leads);
        Assert.Equal(3000, await store.ReadAllAsync(null, Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public void A_new_database_that_has_no_room_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only the superuser mounts, as CI does.");
        Mount();
        Fill(8_000);

        Assert.Contains("is full", Assert.Throws<BadInputException>(() => SqliteStore.Open(Leads)).Message, StringComparison.Ordinal);

        File.Delete(Filler);
        SqliteStore.Open(Leads).Dispose();
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory.File("disk")))
        {
            Run("umount", _directory.File("disk"));
        }

        _directory.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void Mount()
    {
        Directory.CreateDirectory(_directory.File("disk"));
        Run("mount", "-t", "tmpfs", "-o", "size=2m", "none", _directory.File("disk"));
    }

    /// <summary>Fills the disk but for so many bytes.</summary>
    private void Fill(int room)
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[1024]);
            }
        }
        catch (IOException)
        {
            filler.SetLength(filler.Length - room);
        }
    }

    private void Write(int version, int answers)
    {
        using var script = new StreamReader(
            typeof(Schema).Assembly.GetManifestResourceStream($"LeadScout.Sqlite.Migrations.{version:0000}_initial.sql")!);
        using var connection = new SqliteConnection($"Data Source={Leads};Pooling=False");
        connection.Execute(script.ReadToEnd());
        connection.Execute(
            """
            CREATE TABLE schema_version (SchemaVersionID INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);
            INSERT INTO schema_version (ScriptName, Applied) VALUES ('LeadScout.Sqlite.Migrations.0001_initial.sql', '2026-01-01');
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < @answers)
            INSERT INTO answer (question, text_key, text, label, source, "by", at)
            SELECT zeroblob(16), randomblob(16), 'head of sales ' || n, 'Sales', 0, 'recorded:test', '2026-01-01T00:00:00.0000000Z' FROM number;
            """,
            new { answers });
    }
}
