using DuckDB.NET.Data;
using LeadScout.Files;
using LeadScout.Files.Doors;
using LeadScout.Questions;

namespace LeadScout.DuckDb.Tests;

public sealed class AddOnTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_list_in_DuckDB_without_the_add_on_is_refused_with_the_command_that_builds_it() => Assert.Contains(
        "dotnet publish src/LeadScout.DuckDb", Assert.ThrowsAny<BadInputException>(() => LeadFiles.At("duckdb:leads.duckdb?table=leads")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_add_on_is_loaded_from_its_folder_with_its_own_libraries()
    {
        var built = Path.GetFullPath(
            Path.Join(AppContext.BaseDirectory, "..", "..", "LeadScout.DuckDb", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))));
        Directory.CreateSymbolicLink(Path.Join(_folder.FullName, "duckdb"), built);
        var database = Path.Join(_folder.FullName, "a.duckdb");
        using (var connection = new DuckDBConnection($"DataSource={database}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE leads AS SELECT 'VP Sales' AS Title";
            command.ExecuteNonQuery();
        }

        var door = LeadDoors.Load("duckdb", _folder.FullName);
        Assert.NotSame(typeof(DuckDbDoor), door.GetType());
        using var reader = door.At($"duckdb:{database}?table=leads", null).Open();
        Assert.True(reader.Read());
        Assert.Equal("VP Sales", reader.Value(0).ToString());
    }

    [Fact]
    public void What_is_no_add_on_is_refused()
    {
        Directory.CreateDirectory(Path.Join(_folder.FullName, "duckdb"));
        File.WriteAllText(Path.Join(_folder.FullName, "duckdb", "LeadScout.DuckDb.dll"), "text");
        Assert.Contains(
            "does not fit this LeadScout",
            Assert.ThrowsAny<BadInputException>(() => LeadDoors.Load("duckdb", _folder.FullName)).Message,
            StringComparison.Ordinal);
    }
}
