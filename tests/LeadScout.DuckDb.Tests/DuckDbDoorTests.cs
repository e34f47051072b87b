using DuckDB.NET.Data;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.DuckDb.Tests;

public sealed class DuckDbDoorTests : IDisposable
{
    private const string Types = """
        CREATE TYPE grade AS ENUM ('low', 'high');
        CREATE TABLE leads (Title VARCHAR, n HUGEINT, price DECIMAL(38, 3), day DATE, "at" TIMESTAMP_NS, zoned TIMESTAMPTZ, took INTERVAL, id UUID, raw BLOB, tags VARCHAR[], home STRUCT(zip VARCHAR, since DATE), g grade, "odd ""name" BOOLEAN);
        INSERT INTO leads VALUES
          ('VP Sales', 170141183460469231731687303715884105727, 12.500, '0044-03-15 (BC)', '2026-03-29 01:02:03.123456789', '2026-03-29 01:02:03+02', '1 month 2 days', '00112233-4455-6677-8899-aabbccddeeff', '\xFF\x00'::BLOB, ['a', NULL], {'zip': '8000', 'since': '2020-01-01'}, 'high', true),
          (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
          ('', 1, 0.001, 'infinity', '1970-01-01', '1970-01-01', '0 days', '00000000-0000-0000-0000-000000000000', '', [], {'zip': NULL, 'since': NULL}, 'low', false);
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-test-");
    private readonly DuckDbDoor _door = new();

    private string Database => Path.Join(_folder.FullName, "a.duckdb");

    private string Leads => $"duckdb:{Database}?table=leads";

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_column_keeps_its_type_and_its_values_in_a_table_beside_the_list()
    {
        Sql(Types);
        Label(_door.At(Leads, null), reader => [$"label {reader.Row}", reader.Row == 2 ? "" : "0.97"]);

        Assert.Equal(
            Sql("SELECT column_name, column_type FROM (DESCRIBE leads)"),
            Sql("SELECT column_name, column_type FROM (DESCRIBE leads_labelled)").SkipLast(2));
        Assert.Equal(
            ["q|VARCHAR", "q_confidence|DOUBLE"], Sql("SELECT column_name, column_type FROM (DESCRIBE leads_labelled)").TakeLast(2));
        Assert.Equal(
            ["0"], Sql("SELECT count(*) FROM (SELECT * FROM leads EXCEPT ALL SELECT * EXCLUDE (q, q_confidence) FROM leads_labelled)"));
        Assert.Equal(
            ["VP Sales|label 1|0.97", "|label 2|", "|label 3|0.97"],
            Sql("SELECT Title, q, q_confidence FROM leads_labelled ORDER BY rowid"));
    }

    [Fact]
    public void Values_are_text_as_DuckDB_shows_them_and_what_has_no_text_is_refused()
    {
        Sql(Types);
        using var reader = _door.At(Leads, null).Open();
        Assert.True(reader.Read());
        Assert.Equal(
            ["VP Sales", "170141183460469231731687303715884105727", "12.500"],
            Enumerable.Range(0, 3).Select(column => reader.Value(column).ToString()));
        foreach (var column in (string[])["raw", "tags", "home"])
        {
            Assert.Contains(
                $"the column '{column}' is of the type",
                Refused(() => reader.Value(reader.Columns.ToList().IndexOf(column))).Message,
                StringComparison.Ordinal);
        }

        Assert.True(reader.Read());
        Assert.All(Enumerable.Range(0, 3), column => Assert.Equal("", reader.Value(column).ToString()));
    }

    [Fact]
    public void Many_rows_keep_their_order_and_each_gets_its_own_values()
    {
        Sql("CREATE TABLE leads AS SELECT 'title ' || (i * 7919 % 300000) AS Title FROM range(300000) t(i)");
        Label(_door.At(Leads, null), reader => [reader.Value(0).ToString(), "1"]);
        Assert.Equal(["0|300000"], Sql("SELECT count(*) FILTER (Title <> q), count(*) FROM leads_labelled"));
        Assert.Equal(["0"], Sql("SELECT count(*) FROM leads l JOIN leads_labelled r ON l.rowid = r.rowid WHERE l.Title <> r.Title"));
    }

    [Fact]
    public void A_trial_has_only_its_rows()
    {
        Sql(Types);
        Label(_door.At(Leads, null), _ => ["x", "1"], limit: 1);
        Assert.Equal(["VP Sales"], Sql("SELECT Title FROM leads_labelled"));
    }

    [Fact]
    public void The_hash_is_of_the_content_names_and_types()
    {
        Sql("CREATE TABLE leads (Title VARCHAR); INSERT INTO leads VALUES ('a'), (NULL)");
        var hash = _door.At(Leads, null).Hash;
        Assert.Equal(hash, _door.At(Leads, null).Hash);
        foreach (
            var change in (string[])["UPDATE leads SET Title = '' WHERE Title IS NULL", "ALTER TABLE leads RENAME Title TO Name", "INSERT INTO leads VALUES ('b')"])
        {
            Sql(change);
            Assert.NotEqual(hash, hash = _door.At(Leads, null).Hash);
        }
    }

    [Fact]
    public void A_table_that_is_there_is_never_overwritten()
    {
        Sql("CREATE TABLE leads AS SELECT 'a' AS Title; CREATE TABLE leads_labelled AS SELECT 'mine' AS mine");
        Assert.Contains("never overwritten", Refused(_door.At(Leads, null).CheckOutput).Message, StringComparison.Ordinal);
        Assert.Contains(
            "never overwritten", Refused(() => Label(_door.At(Leads, null), _ => ["x", "1"])).Message, StringComparison.Ordinal);
        Assert.Equal(["mine"], Sql("SELECT mine FROM leads_labelled"));
    }

    [Fact]
    public void A_check_leaves_nothing_behind_and_a_result_may_go_to_another_file()
    {
        Sql("CREATE TABLE leads AS SELECT 'a' AS Title");
        var other = Path.Join(_folder.FullName, "b.duckdb");
        var file = _door.At(Leads, $"duckdb:{other}?table=r%C3%A9sultat");
        file.CheckOutput();
        Assert.Equal(["a.duckdb"], _folder.GetFiles().Select(found => found.Name));
        Label(file, _ => ["x", "1"]);
        Assert.Equal(["x"], Sql("SELECT q FROM \"résultat\"", other));
    }

    [Fact]
    public void A_writer_that_is_not_completed_leaves_nothing_behind()
    {
        Sql("CREATE TABLE leads AS SELECT 'a' AS Title");
        var file = _door.At(Leads, null);
        using (var reader = file.Open())
        {
            using var writer = file.Create(reader, [new("q")]);
            reader.Read();
            writer.Take();
            writer.Write(["x"]);
        }

        Assert.Equal(["leads"], Sql("SELECT table_name FROM duckdb_tables()"));
    }

    [Theory]
    [InlineData("duckdb:a.duckdb", "names no table")]
    [InlineData("duckdb:?table=x", "names no table")]
    [InlineData("duckdb:a.duckdb?tabel=x", "'tabel' is not known")]
    [InlineData("duckdb:postgres:host=h password=x?table=x", "must not hold a password")]
    [InlineData("duckdb:missing.duckdb?table=x", "There is no file 'missing.duckdb'")]
    public void An_address_that_cannot_be_used_is_refused_and_says_how(string address, string expected) =>
        Assert.Contains(expected, Refused(() => _door.At(address, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_database_a_missing_table_an_empty_one_and_a_clash_are_refused()
    {
        File.WriteAllText(Path.Join(_folder.FullName, "text.duckdb"), "Title\nVP Sales\n");
        Assert.Contains(
            "can't be read",
            Refused(() => _door.At($"duckdb:{_folder.FullName}/text.duckdb?table=x", null)).Message,
            StringComparison.Ordinal);
        Sql("CREATE TABLE leads (Title VARCHAR, Q VARCHAR)");
        Assert.Contains("can't be read", Refused(() => _door.At($"duckdb:{Database}?table=other", null)).Message, StringComparison.Ordinal);
        Assert.Contains("has columns and no rows", Refused(() => _door.At(Leads, null).Open().Read()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "has a column 'q' already", Refused(() => Label(_door.At(Leads, null), _ => ["x", "1"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_extension_that_is_not_installed_is_called_by_its_name()
    {
        File.WriteAllBytes(Path.Join(_folder.FullName, "a.db"), []);
        Assert.Contains(
            "INSTALL sqlite",
            Refused(() => _door.At($"duckdb:sqlite:{_folder.FullName}/a.db?table=x", null)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_placed_and_written_as_it_is_read()
    {
        Assert.Equal("duckdb:/work/a.duckdb?table=x%26y&schema=s", _door.Placed("duckdb:a.duckdb?table=x%26y&schema=s", "/work"));
        Assert.Equal("duckdb:a.duckdb?table=x_labelled&schema=s", _door.DefaultOutput("duckdb:a.duckdb?table=x&schema=s"));
    }

    private static BadInputException Refused(Action action) => Assert.ThrowsAny<BadInputException>(action);

    private static void Label(LeadFile file, Func<ILeadReader, string[]> values, int limit = int.MaxValue)
    {
        using var reader = file.Open();
        using var writer = file.Create(reader, [new("q"), new("q_confidence", IsNumber: true)]);
        for (var i = 0; i < limit && reader.Read(); i++)
        {
            writer.Take();
            writer.Write(values(reader));
        }

        writer.Complete();
    }

    private List<string> Sql(string sql, string? database = null)
    {
        using var connection = new DuckDBConnection($"DataSource={database ?? Database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(
                string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
