using System.Text;
using Dapper;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    [Fact]
    public void A_missing_directory_is_named()
    {
        string path = Path.Combine(_directory.Path, "nowhere", "leads.db");
        AssertRefused(() => SqliteStore.Open(path), "There is no directory", Path.Combine(_directory.Path, "nowhere"), "Store");
        AssertRefused(() => SqliteStore.OpenRead(path), "There is no directory");
    }

    [Fact]
    public void A_directory_in_the_files_place_is_refused() =>
        AssertRefused(() => SqliteStore.Open(_directory.Path), $"{_directory.Path} is a directory", "Store");

    [Fact]
    public void A_place_where_nothing_can_be_made_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a directory that not even root may write to.");
        AssertRefused(() => SqliteStore.Open("/proc/leads.db"), "Can't write /proc/leads.db", "permissions", "Store");
    }

    [Fact]
    public void Reading_what_was_never_made_says_so_and_makes_nothing()
    {
        AssertRefused(() => SqliteStore.OpenRead(Leads), $"There is no database {Leads}", "first job");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData("Company,Job Title\nAcme,\"VP Sales, EMEA\"\n")]
    [InlineData("x")]
    public void A_file_that_is_no_database_is_left_as_it_is(string content)
    {
        content = string.Concat(Enumerable.Repeat(content, 100));
        File.WriteAllText(Leads, content);
        AssertRefused(() => SqliteStore.Open(Leads), $"{Leads} is not an SQLite database", "Store with another file");
        AssertRefused(() => SqliteStore.OpenRead(Leads), $"{Leads} is not an SQLite database");
        Assert.Equal(content, File.ReadAllText(Leads));
    }

    [Fact]
    public void A_refused_file_is_not_kept_locked()
    {
        File.WriteAllText(Leads, new string('x', 5000));
        AssertRefused(() => SqliteStore.Open(Leads), "not an SQLite database");
        File.Delete(Leads);
        SqliteStore.Open(Leads).Dispose();
    }

    [Fact]
    public void Another_applications_database_is_left_as_it_is()
    {
        Change("CREATE TABLE customer (name TEXT); PRAGMA user_version = 1");
        byte[] before = File.ReadAllBytes(Leads);
        AssertRefused(
            () => SqliteStore.Open(Leads), $"{Leads} is an SQLite database, but not one of LeadScout's", "Store with another file");
        AssertRefused(() => SqliteStore.OpenRead(Leads), "not one of LeadScout's");
        Assert.Equal(before, File.ReadAllBytes(Leads));
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused()
    {
        SqliteStore.Open(Leads).Dispose();
        Change("PRAGMA user_version = 99");
        AssertRefused(() => SqliteStore.Open(Leads), "newer LeadScout", "version 99", $"up to {Schema.Version}", "Update LeadScout");
        AssertRefused(() => SqliteStore.OpenRead(Leads), "newer LeadScout");
    }

    [Fact]
    public void An_empty_file_becomes_a_database_but_cannot_be_read_before()
    {
        File.WriteAllBytes(Leads, []);
        AssertRefused(() => SqliteStore.OpenRead(Leads), "is empty", "first job");
        SqliteStore.Open(Leads).Dispose();
        SqliteStore.OpenRead(Leads).Dispose();
    }

    [Fact]
    public async Task A_damaged_database_is_called_so()
    {
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync(
                [.. Enumerable.Range(0, 500).Select(i => Written.Answer($"text {i}"))], TestContext.Current.CancellationToken);
        }

        await using (var file = File.OpenWrite(Leads))
        {
            file.Position = 4096;
            file.Write(Encoding.ASCII.GetBytes(new string('x', (int)file.Length - 4096)));
        }

        AssertRefused(() => SqliteStore.OpenRead(Leads), $"{Leads} is damaged", "backup", "Store");
        AssertRefused(() => SqliteStore.Open(Leads), $"{Leads} is damaged");
    }

    [Fact]
    public async Task What_was_opened_for_reading_does_not_write()
    {
        SqliteStore.Open(Leads).Dispose();
        using var store = SqliteStore.OpenRead(Leads);
        var append = () => store.AppendAsync([Written.Answer("a")], TestContext.Current.CancellationToken);
        Assert.Contains(
            "opened for reading", (await Assert.ThrowsAsync<InvalidOperationException>(append)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_path_is_relative_to_the_working_directory()
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, Leads);
        SqliteStore.Open(relative).Dispose();
        Assert.True(File.Exists(Leads));
    }

    public void Dispose() => _directory.Dispose();

    private static void AssertRefused(Func<SqliteStore> open, params string[] says)
    {
        string message = Assert.Throws<BadInputException>(open).Message;
        Assert.All(says, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Leads};Pooling=False");
        connection.Execute(sql);
    }
}
