using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.StoreKit;
using LeadScout.Stores;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Postgres.Tests.Copying;

/// <summary>All that a store holds arrives in the other, from a file to PostgreSQL and back, whatever is in it and whenever the copy is cut off.</summary>
public sealed class StoreCopyTests(SharedServer shared) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-copy-");

    private int _files;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("file", "file")]
    [InlineData("file", "postgres")]
    [InlineData("postgres", "file")]
    [InlineData("postgres", "postgres")]
    public async Task Everything_arrives_and_stands_as_it_stood(string from, string to)
    {
        var (source, middle, end) = (await NewAsync(from), await NewAsync(to), await NewAsync(from));
        using (var store = await OpenAsync(source))
        {
            await FilledStore.FillAsync(store);
        }

        var there = await CopyAsync(source, middle);
        var back = await CopyAsync(middle, end);
        Assert.Equal(there.Tables, back.Tables);
        Assert.Equal((there.Rows, there.Rows, 0), (there.CopiedRows, back.CopiedRows, there.ReplacedValues));
        Assert.DoesNotContain(there.Tables, table => table.Rows == 0);
        Assert.Equal(await ContentsAsync(source), await ContentsAsync(middle));
        Assert.Equal(await ContentsAsync(source), await ContentsAsync(end));
        var again = await CopyAsync(source, end);
        Assert.Equal((true, 0), (again.WasThere, again.CopiedRows));
    }

    [Theory]
    [InlineData("file", "postgres")]
    [InlineData("postgres", "file")]
    public async Task What_comes_after_a_copy_has_the_place_that_it_would_have_had_in_the_source(string from, string to)
    {
        var (source, target) = (await NewAsync(from), await NewAsync(to));
        using (var store = await OpenAsync(source))
        {
            await FilledStore.FillAsync(store);
        }

        await CopyAsync(source, target);
        var positions = new List<(long, long, long)>();
        foreach (var name in new[] { source, target })
        {
            using var store = await OpenAsync(name);
            await store.AppendAsync([Sample.Answer("new")], Cancellation);
            store.Service.Append(new ActivityEntry(0, Sample.Start, "mira", null, "start", "x", null, null));
            positions.Add((
                await store.LogPositionAsync(Cancellation),
                await store.BeginAsync(Sample.Intent(null, "new"), Cancellation),
                store.Service.ActivityLog(0, 1).ActivityLog[0].Position));
            await store.KeepVectorsAsync("model c", [KeyValuePair.Create(TextKey.Of("x"), new ReadOnlyMemory<Half>([Half.One]))], Sample.Start, Cancellation);
            Assert.Equal("model c", (await store.VectorModelsAsync(TextKey.Of("x"), Cancellation))[0]);
        }

        Assert.Equal(positions[0], positions[1]);
    }

    [Theory]
    [InlineData("file", false)]
    [InlineData("file", true)]
    [InlineData("postgres", false)]
    [InlineData("postgres", true)]
    public async Task Cut_off_at_any_write_the_copy_goes_on_and_nobody_else_can_use_its_half(string kind, bool after)
    {
        var source = await NewAsync("file");
        using (var store = await OpenAsync(source))
        {
            await FilledStore.FillAsync(store);
        }

        var expected = await ContentsAsync(source);
        for (var (write, wasCut) = (0, true); wasCut; write++)
        {
            var target = await NewAsync(kind);
            using (IDatabase from = SqliteStore.OpenSource(source))
            using (var to = await TargetAsync(target))
            {
                var contents = new CutOffContents(to.Contents, write, after);
                var copy = new StoreCopy((from.Name, from.Contents), (to.Name, contents));
                await Record.ExceptionAsync(() => copy.RunAsync(cancellationToken: Cancellation));
                wasCut = contents.WasCut;
            }

            var isBegun = await IsBegunAsync(target);
            if (isBegun)
            {
                var refused = await Assert.ThrowsAsync<BadInputException>(() => OpenAsync(target));
                Assert.Equal("store-unfinished", refused.Code);
                Assert.Contains(Path.GetFileName(source), refused.Message);
            }

            var report = await CopyAsync(source, target);
            Assert.Equal(expected, await ContentsAsync(target));
            Assert.Equal(isBegun, report.WasResumed);
            await GiveBackAsync(target);
        }
    }

    [Fact]
    public async Task An_unfinished_copy_of_something_else_is_left_as_it_is()
    {
        var (source, other, target) = (await NewAsync("file"), await NewAsync("file"), await NewAsync("postgres"));
        using (var store = await OpenAsync(source))
        {
            await FilledStore.FillAsync(store);
        }

        using (var store = await OpenAsync(other))
        {
            await store.AppendAsync([Sample.Answer("another")], Cancellation);
        }

        using (IDatabase from = SqliteStore.OpenSource(source))
        using (var to = await TargetAsync(target))
        {
            var contents = new CutOffContents(to.Contents, 12, after: true);
            await Assert.ThrowsAsync<IOException>(() => new StoreCopy((from.Name, from.Contents), (to.Name, contents)).RunAsync(cancellationToken: Cancellation));
        }

        var refused = await Assert.ThrowsAsync<BadInputException>(() => CopyAsync(other, target));
        Assert.Contains("unfinished copy", refused.Message);
        Assert.True((await CopyAsync(source, target)).WasResumed);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("postgres")]
    public async Task A_target_that_holds_something_else_is_refused_and_left_as_it_is(string kind)
    {
        var (source, target) = (await NewAsync("file"), await NewAsync(kind));
        using (var store = await OpenAsync(source))
        {
            await store.AppendAsync([Sample.Answer("mine")], Cancellation);
        }

        using (var store = await OpenAsync(target))
        {
            await store.AppendAsync([Sample.Answer("yours")], Cancellation);
        }

        var before = await ContentsAsync(target);
        var refused = await Assert.ThrowsAsync<BadInputException>(() => CopyAsync(source, target));
        Assert.Equal("store-not-empty", refused.Code);
        Assert.Equal(before, await ContentsAsync(target));

        // A copy that has been used since is something else, too.
        var copy = await NewAsync(kind);
        await CopyAsync(source, copy);
        using (var store = await OpenAsync(copy))
        {
            await store.AppendAsync([Sample.Answer("since")], Cancellation);
        }

        Assert.Equal("store-not-empty", (await Assert.ThrowsAsync<BadInputException>(() => CopyAsync(source, copy))).Code);
    }

    [Fact]
    public async Task A_job_at_work_or_a_text_in_flight_in_the_source_is_waited_for()
    {
        var (source, target) = (await NewAsync("postgres"), await NewAsync("file"));
        await using var server = (PostgresStore)await OpenAsync(source);
        var epoch = await server.LeaseAsync(Sample.JobId(1), Cancellation);
        var held = await Assert.ThrowsAsync<JobHeldException>(() => CopyAsync(source, target));
        Assert.Equal(Sample.JobId(1), held.Job);
        await server.EndLeaseAsync(Sample.JobId(1), epoch);

        var claims = (Teaching.Asking.ITextClaims)server;
        Teaching.Asking.AskId[] asks = [new(Sample.Question, TextKey.Of("a"))];
        await claims.ClaimAsync(null, "teacher", asks, Cancellation);
        Assert.Equal("store-in-use", (await Assert.ThrowsAsync<BadInputException>(() => CopyAsync(source, target))).Code);
        await claims.EndClaimsAsync("teacher", asks);
        Assert.Equal(0, (await CopyAsync(source, target)).Rows);
    }

    [Fact]
    public async Task A_file_that_somebody_writes_is_waited_for_and_a_job_in_it_is_named()
    {
        var (source, target) = (await NewAsync("file"), await NewAsync("file"));
        using (var writer = SqliteStore.Open(source))
        {
            Assert.Equal("store-in-use", (await Assert.ThrowsAsync<BadInputException>(() => CopyAsync(source, target))).Code);
            await writer.SaveAsync(Sample.Job() with { State = JobState.Running }, Cancellation);
            Assert.Equal(Sample.JobId(1), (await Assert.ThrowsAsync<JobHeldException>(() => CopyAsync(source, target))).Job);
        }

        await CopyAsync(source, target); // a job whose process is gone is but interrupted
        using var copy = SqliteStore.OpenRead(target);
        Assert.Equal(JobState.Interrupted, (await copy.FindAsync(Sample.JobId(1), Cancellation))!.State);
    }

    [Fact]
    public async Task Nobody_writes_to_a_source_while_it_is_copied_and_one_process_at_a_time_fills_a_target()
    {
        var source = await NewAsync("postgres");
        await using var store = (PostgresStore)await OpenAsync(source);
        await using var other = (PostgresStore)await OpenAsync(source);
        Task waiting;
        await using (await ((IDatabase)store).Contents.HoldAsync(Cancellation))
        {
            waiting = other.AppendAsync([Sample.Answer("a")], Cancellation);
            await shared.Server.WaitUntilAsync(DatabaseOf(source), "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)");
            Assert.False(waiting.IsCompleted);
        }

        await waiting;
        await using (await ((IDatabase)store).Contents.ReserveAsync(Cancellation))
        {
            Assert.Equal("store-in-use", (await Assert.ThrowsAsync<BadInputException>(() => ((IDatabase)other).Contents.ReserveAsync(Cancellation))).Code);
        }
    }

    [Fact]
    public async Task A_zero_character_that_PostgreSQL_has_not_is_replaced_and_counted()
    {
        var (source, target) = (await NewAsync("file"), await NewAsync("postgres"));
        using (var store = await OpenAsync(source))
        {
            await store.NameQuestionAsync(Sample.Question, "de\0partment", Cancellation);
            await store.AppendAsync([Sample.FromPerson("a\0b", "mi\0ra")], Cancellation);
        }

        var report = await CopyAsync(source, target);
        Assert.Equal(2, report.ReplacedValues);
        using (var copy = await OpenAsync(target))
        {
            var answer = Assert.Single(await copy.FindAsync(Sample.Question, TextKey.Of("a\0b"), Cancellation));
            Assert.Equal(("a\0b", "mi\uFFFDra"), (answer.Text, answer.By));
            Assert.Equal("de\uFFFDpartment", (await copy.QuestionNamesAsync(Cancellation))[Sample.Question]);
        }

        Assert.True((await CopyAsync(source, target)).WasThere);
    }

    [Fact]
    public async Task A_store_without_texts_stays_one()
    {
        const string Secret = "0123456789abcdef0123456789abcdef";
        var (source, target) = (await NewAsync("file"), await NewAsync("postgres"));
        using (var store = SqliteStore.Open(source))
        {
            await store.HashTextsAsync(Secret, Cancellation);
            await store.AppendAsync([Sample.Answer("secret title")], Cancellation);
        }

        await CopyAsync(source, target);
        await Assert.ThrowsAsync<BadInputException>(() => PostgresStore.OpenAsync(target, secret: Secret + "x"));
        await using var copy = await PostgresStore.OpenAsync(target, secret: Secret);
        Assert.False(copy.KeepsTexts);
        await foreach (var answer in copy.ReadAllAsync(cancellation: Cancellation))
        {
            Assert.Equal("", answer.Text);
        }
    }

    [Fact]
    public async Task A_damaged_answer_is_not_copied()
    {
        var (source, target) = (await NewAsync("file"), await NewAsync("postgres"));
        using (var store = SqliteStore.Open(source))
        {
            await store.AppendAsync([Sample.Answer("a"), Sample.Answer("b")], Cancellation);
        }

        await using (var connection = new SqliteConnection($"Data Source={source};Pooling=False"))
        {
            connection.Open();
            using var damage = new SqliteCommand("DROP TRIGGER answer_is_append_only; UPDATE answer SET label = 'IT' WHERE position = 2", connection);
            damage.ExecuteNonQuery();
        }

        Assert.Equal("store-damaged", (await Assert.ThrowsAsync<BadInputException>(() => CopyAsync(source, target))).Code);
        await Assert.ThrowsAsync<BadInputException>(() => OpenAsync(target));
    }

    [Fact]
    public async Task Every_table_and_column_of_both_databases_is_copied_or_known_to_be_derived()
    {
        string[] derived =
        [
            "schema_version", "log.one", "log.revision", "key_hold", "job_lease", "claim", "call.epoch", "claim.number", // leases and claims end with their process
            "node", "job_run", "reopened_question", // so does what servers tell each other
            "shared_file", "shared_file_chunk", // what lies in a server's data folder where there is one server
            "orleansquery", "orleansmembershiptable", "orleansmembershipversiontable", "orleansreminderstable",
            "answer_total", "answer.checksum", "vector_model", "vector.model", // the file's own
        ];
        var expected = StoredTable.All.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}")).ToHashSet();
        var postgres = await ColumnsAsync(await NewAsync("postgres"));
        Assert.Equal([], postgres.Where(column => !derived.Contains(column) && !derived.Contains(column.Split('.')[0])).Except(expected));
        Assert.Equal([], expected.Except(postgres));

        var file = await NewAsync("file");
        SqliteStore.Open(file).Dispose();
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(
            "SELECT t.name || '.' || c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'", connection);
        using var row = command.ExecuteReader();
        var columns = new List<string>();
        while (row.Read())
        {
            columns.Add(row.GetString(0).Replace("deed.", "activity.", StringComparison.Ordinal).Replace("repeat.", "idempotent_response.", StringComparison.Ordinal)
                .Replace("purse_nanodollars", "spending_limit_nanodollars", StringComparison.Ordinal));
        }

        Assert.Equal([], columns.Where(column => !derived.Contains(column) && !derived.Contains(column.Split('.')[0])).Except(expected));
    }

    private static bool IsFile(string name) => !name.StartsWith("postgres", StringComparison.Ordinal);

    private static async Task<IDatabase> OpenAsync(string name) => IsFile(name) ? SqliteStore.Open(name) : await PostgresStore.OpenAsync(name);

    private static async Task<IDatabase> TargetAsync(string name) =>
        IsFile(name) ? SqliteStore.OpenTarget(name) : await PostgresStore.OpenTargetAsync(name);

    private static async Task<StoreCopyReport> CopyAsync(string source, string target)
    {
        using IDatabase from = IsFile(source) ? SqliteStore.OpenSource(source) : await PostgresStore.OpenReadAsync(source);
        using var to = await TargetAsync(target);
        return await new StoreCopy(from, to).RunAsync(cancellationToken: Cancellation);
    }

    private static async Task<bool> IsBegunAsync(string name)
    {
        using var store = await TargetAsync(name);
        return await store.Contents.UnfinishedAsync(Cancellation) is not null;
    }

    /// <summary>All that a store says of itself through its own methods.</summary>
    private static async Task<string> ContentsAsync(string name)
    {
        using var store = await OpenAsync(name);
        return await SaidByStore.AllAsync(store);
    }

    private async Task<HashSet<string>> ColumnsAsync(string address)
    {
        await using var connection = await shared.Server.ConnectAsync(DatabaseOf(address));
        await using var command = new Npgsql.NpgsqlCommand(
            "SELECT table_name || '.' || column_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) WHERE table_schema = 'leadscout' AND table_type = 'BASE TABLE' AND table_name !~ '^answer_[0-9]'",
            connection);
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        var columns = new HashSet<string>();
        while (await row.ReadAsync(Cancellation))
        {
            columns.Add(row.GetString(0));
        }

        return columns;
    }

    private static string DatabaseOf(string address) => new Uri(address).AbsolutePath.TrimStart('/');

    private async Task<string> NewAsync(string kind) => kind == "file"
        ? Path.Join(_folder.FullName, $"{++_files}.db")
        : shared.Server.Address(await shared.TakeDatabaseAsync());

    private async Task GiveBackAsync(string name)
    {
        if (!IsFile(name))
        {
            await shared.GiveBackAsync(DatabaseOf(name));
        }
    }
}
