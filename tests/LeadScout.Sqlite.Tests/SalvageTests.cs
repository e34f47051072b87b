using System.Text;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Sqlite.Health;
using LeadScout.Stores;
using Xunit;

namespace LeadScout.Sqlite.Tests;

/// <summary>Every answer whose bytes are intact is saved, none is invented or altered, and the damaged file is not touched.</summary>
public sealed class SalvageTests : IDisposable
{
    private const int Answers = 800;
    private const int Damages = 100; // without a log, and as many with one

    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    private string Out => _directory.File("saved.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_cut_flipped_and_overwritten_costs_only_the_answers_that_it_hit(bool withLog)
    {
        var written = await WriteAsync(withLog);
        var (database, log) = (File.ReadAllBytes(Leads), withLog ? File.ReadAllBytes(Leads + "-wal") : []);
        var cells = written.Values.ToDictionary(answer => answer.Position, Cell);
        var chance = new Random(withLog ? 17 : 16);
        var (damaged, lost) = (0, 0L);
        for (var damage = 0; damage < Damages; damage++)
        {
            var (hurtDatabase, hurtLog) = ((byte[])database.Clone(), (byte[])log.Clone());
            var isOfLog = withLog && chance.Next(2) == 0;
            var hurt = Hurt(isOfLog ? hurtLog : hurtDatabase, chance);
            (hurtDatabase, hurtLog) = isOfLog ? (hurtDatabase, hurt) : (hurt, hurtLog);
            Put(hurtDatabase, hurtLog);

            var examined = Examination.Run(Leads, Out, Cancellation);

            var what = $"damage {damage}";
            var saved = await ReadAsync(Out);
            Assert.DoesNotContain(saved, answer => !written.TryGetValue(answer.Position, out var was) || Said(answer) != Said(was)); // altered or invented
            var positions = saved.Select(answer => answer.Position).ToHashSet();
            foreach (var (position, cell) in cells)
            {
                Assert.True(
                    positions.Contains(position) || !(Holds(hurtDatabase, cell) || Holds(hurtLog, cell)),
                    $"{what}: answer {position} is intact and was not saved.");
            }

            Assert.Equal(hurtDatabase, File.ReadAllBytes(Leads));
            Assert.True(!withLog || hurtLog.AsSpan().SequenceEqual(File.ReadAllBytes(Leads + "-wal")), what);
            Assert.True(
                saved.Count == Answers || !examined.IsHealthy || hurtLog.Length != log.Length || withLog,
                $"{what}: {Answers - saved.Count} answers are missing, and it is called healthy.");
            damaged += examined.IsHealthy ? 0 : 1;
            lost += Answers - saved.Count;
            Clear(Out);
        }

        Assert.InRange(damaged, Damages / 4, Damages);
        Assert.InRange(lost, 1, (long)Damages * Answers / 2);
    }

    [Fact]
    public async Task A_healthy_database_is_called_so_and_saved_whole()
    {
        var written = await WriteAsync(withLog: false);

        var examined = Examination.Run(Leads, Out, Cancellation);

        Assert.Equal(["leads.db", "saved.db"], Directory.EnumerateFiles(_directory.Path).Select(file => Path.GetFileName(file)).Order());
        Assert.True(examined.IsHealthy, string.Join(" ", examined.Findings));
        Assert.Equal((Answers, Answers, 0L, 0L), (examined.Answers, examined.Saved!.Answers, examined.Saved.Unproven, examined.Saved.Lost));
        Assert.All(examined.Saved.Tables, table => Assert.True(table.IsComplete, table.Table));
        Assert.Equal(written.Values, await ReadAsync(Out));
        using var from = SqliteStore.OpenRead(Leads);
        using var to = SqliteStore.OpenRead(Out);
        Assert.Equal((await from.CallsAsync(Written.Job, Cancellation)).Length, (await to.CallsAsync(Written.Job, Cancellation)).Length);
        Assert.Equal(await from.QuestionNamesAsync(Cancellation), await to.QuestionNamesAsync(Cancellation));
        Assert.NotNull(await to.FindAsync(Written.Job, Cancellation));
    }

    [Theory]
    [InlineData(0, "header")]
    [InlineData(100, "schema")]
    public async Task What_no_other_command_opens_is_examined_and_saved(int at, string says)
    {
        await WriteAsync(withLog: false);
        var bytes = File.ReadAllBytes(Leads);
        bytes.AsSpan(at, 100).Fill((byte)'x');
        Put(bytes, []);
        Assert.Throws<BadInputException>(() => SqliteStore.Open(Leads));

        var examined = Examination.Run(Leads, Out, Cancellation);

        Assert.False(examined.IsHealthy);
        Assert.Contains(
            examined.Findings,
            finding => finding.IsDamage && finding.What.Contains(says, StringComparison.OrdinalIgnoreCase) && finding.Next is not null);
        Assert.InRange(examined.Saved!.Answers, Answers * 9 / 10, Answers);
    }

    [Theory]
    [InlineData("header", 0, 100)]
    [InlineData("first page", 0, 4096)]
    [InlineData("schema", 100, 3996)]
    [InlineData("count of pages", 28, 4)]
    [InlineData("end", -4096, 4096)]
    public async Task A_correction_that_was_taken_back_does_not_count_again_because_of_damage(string what, int at, int length)
    {
        await WriteAsync(withLog: false);
        long[] takenBack;
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync([Written.Answer("retracted") with { Source = AnswerSource.Person, By = "Zoë" }], Cancellation);
            takenBack = [await store.LogPositionAsync(Cancellation)];
            await store.RetractAsync(takenBack[0], new Retraction("Zoë", DateTimeOffset.UnixEpoch), Cancellation);
        }

        var bytes = File.ReadAllBytes(Leads);
        bytes.AsSpan(at < 0 ? bytes.Length + at : at, length).Fill(0xff);
        Put(what == "end" ? bytes[..^4096] : bytes, []);

        var examined = Examination.Run(Leads, Out, Cancellation);

        Assert.False(examined.IsHealthy, what);
        using var saved = SqliteStore.OpenRead(Out);
        Assert.Equal(takenBack, Positions(saved));
    }

    [Fact]
    public async Task A_schema_that_was_changed_is_damage_even_where_SQLite_takes_it()
    {
        await WriteAsync(withLog: false);
        var bytes = File.ReadAllBytes(Leads);
        bytes[bytes.AsSpan().IndexOf("is append-only"u8) + 1] ^= 1;
        Put(bytes, []);

        var examined = Examination.Run(Leads, null, Cancellation);

        Assert.Contains(
            examined.Findings,
            finding => finding.IsDamage && finding.What.Contains("schema is not what LeadScout made it: trigger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flipped_answer_is_named_by_its_position()
    {
        await WriteAsync(withLog: false);
        var bytes = File.ReadAllBytes(Leads);
        bytes[bytes.AsSpan().LastIndexOf("head of sales 17 "u8) + 3] ^= 1;
        Put(bytes, []);

        var examined = Examination.Run(Leads, null, Cancellation);

        Assert.Contains(examined.Findings, finding => finding.What == "1 answers are not what was written, by their checksums: 18.");
        Assert.Equal(Answers - 1, examined.Answers);
    }

    [Fact]
    public async Task A_new_database_is_never_made_over_a_file_and_a_database_in_use_is_left_alone()
    {
        await WriteAsync(withLog: false);
        File.WriteAllText(Out, "precious");
        Assert.Contains(
            "not overwritten",
            Assert.Throws<BadInputException>(() => Examination.Run(Leads, Out, Cancellation)).Message,
            StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(Out));

        using var writer = SqliteStore.Open(Leads);
        Assert.Contains(
            "in use", Assert.Throws<BadInputException>(() => Examination.Run(Leads, null, Cancellation)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>An answer whose call's row is lost still names the call, as an imported one does.</summary>
    private static Answer Said(Answer answer) => answer with { Call = null, ImportedCall = answer.PaidBy };

    private static List<long> Positions(SqliteStore store)
    {
        using var command = store.Database.Connection.CreateCommand();
        command.CommandText = "SELECT answer FROM retraction";
        using var row = command.ExecuteReader();
        var positions = new List<long>();
        while (row.Read())
        {
            positions.Add(row.GetInt64(0));
        }

        return positions;
    }

    private static byte[] Hurt(byte[] bytes, Random chance)
    {
        var at = chance.Next(bytes.Length);
        switch (chance.Next(5))
        {
            case 0:
                return bytes[..at];
            case 1:
                bytes[at] ^= (byte)(1 << chance.Next(8));
                return bytes;
            case 2:
                chance.NextBytes(bytes.AsSpan(at, Math.Min(chance.Next(1, 64), bytes.Length - at)));
                return bytes;
            case 3:
                bytes.AsSpan(at / 512 * 512, Math.Min(512, bytes.Length - (at / 512 * 512))).Clear();
                return bytes;
            default:
                bytes.AsSpan(at / 4096 * 4096, Math.Min(4096, bytes.Length - (at / 4096 * 4096))).Fill(0xff);
                return bytes;
        }
    }

    /// <summary>
    /// The bytes of an answer's record from its position on, as SQLite's file format has them; none for one that runs over several pages.
    /// </summary>
    private static byte[] Cell(Answer answer)
    {
        var row = AnswerRow.Of(
            answer.Position, answer.Question.Hash.ToBytes(), StoredValue.Of(answer.At), answer, answer.Job?.Value, answer.Call);
        (int Type, byte[] Bytes)[] columns =
        [
            (0, []), Blob(row.Question), Blob(row.TextKey), Text(row.Text), Text(row.Label), Integer(row.Source), Text(row.By),
            row.Job is null
                ? (0, [])
                : Text(row.Job),
            row.Call is null
                ? (0, [])
                : Integer(row.Call.Value), Text(row.At), row.AuditStudentLabel is null
                ? (0, [])
                : Text(row.AuditStudentLabel),
            row.AuditProbability is null
                ? (0, [])
                : (7, BigEndian(BitConverter.DoubleToInt64Bits(row.AuditProbability.Value), 8)), (0, []), Integer(row.Checksum()),
        ];
        var types = columns.SelectMany(column => Varint(column.Type)).ToArray();
        return row.Text.Length > 300
            ? []
            : [.. Varint(row.Position), (byte)(types.Length + 1), .. types, .. columns.SelectMany(column => column.Bytes)];
    }

    private static (int Type, byte[] Bytes) Blob(byte[] bytes) => (12 + (2 * bytes.Length), bytes);

    private static (int Type, byte[] Bytes) Text(string text) =>
        (13 + (2 * Encoding.UTF8.GetByteCount(text)), Encoding.UTF8.GetBytes(text));

    private static (int Type, byte[] Bytes) Integer(long value) => value switch
    {
        0 => (8, []),
        1 => (9, []),
        >= sbyte.MinValue and <= sbyte.MaxValue => (1, BigEndian(value, 1)),
        >= short.MinValue and <= short.MaxValue => (2, BigEndian(value, 2)),
        >= -(1 << 23) and < 1 << 23 => (3, BigEndian(value, 3)),
        >= int.MinValue and <= int.MaxValue => (4, BigEndian(value, 4)),
        >= -(1L << 47) and < 1L << 47 => (5, BigEndian(value, 6)),
        _ => (6, BigEndian(value, 8)),
    };

    private static byte[] BigEndian(long value, int bytes) =>
        [.. Enumerable.Range(0, bytes).Select(i => (byte)(value >> (8 * (bytes - 1 - i))))];

    private static byte[] Varint(long value) =>
        value < 0x80 ? [(byte)value] : [.. Varint(value >> 7).SkipLast(1), (byte)(Varint(value >> 7)[^1] | 0x80), (byte)(value & 0x7f)];

    private static bool Holds(byte[] bytes, byte[] cell) => cell.Length > 0 && bytes.AsSpan().IndexOf(cell) >= 0;

    /// <summary>
    /// Half of the answers in the database, and half in the log where it is wanted; short texts and some that run over pages.
    /// </summary>
    private async Task<SortedDictionary<long, Answer>> WriteAsync(bool withLog)
    {
        await WriteAsync(0, Answers / 2, withLog: false);
        await WriteAsync(Answers / 2, Answers, withLog);
        var written = await ReadAsync(Leads);
        Assert.Equal(Answers, written.Count);
        if (!withLog)
        {
            Put(File.ReadAllBytes(Leads), []); // without what a reader leaves beside it
        }

        return new(written.ToDictionary(answer => answer.Position));
    }

    private async Task WriteAsync(int from, int to, bool withLog)
    {
        byte[] database, log;
        using (var store = SqliteStore.Open(Leads))
        {
            await store.SaveAsync(Written.SavedJob("department"), Cancellation);
            for (var first = from; first < to; first += 10)
            {
                var answers = Enumerable.Range(first, 10).Select(Given).ToArray();
                await store.CommitAsync(
                    Written.End(await store.BeginAsync(Written.Intent(1, [.. answers.Select(answer => answer.Text)]), Cancellation), 0.1m, answers));
            }

            (database, log) = (File.ReadAllBytes(Leads), withLog ? File.ReadAllBytes(Leads + "-wal") : []);
        }

        if (withLog)
        {
            Put(database, log);
        }
    }

    private static Answer Given(int number)
    {
        var text = $"head of sales {number} {(number % 100 == 99 ? new string('x', 9000) : "")}";
        return Written.Answer(text) with
        {
            Label = number % 3 == 0 ? "Sales" : "Marketing & Communication",
            By = number % 7 == 0 ? "mira" : "recorded:test",
            Source = number % 7 == 0 ? AnswerSource.Person : AnswerSource.Teacher,
            Audit = number % 11 == 0 ? new AuditMark("HR", 0.3) : null,
        };
    }

    private void Put(byte[] database, byte[] log)
    {
        Clear(Leads);
        File.WriteAllBytes(Leads, database);
        if (log.Length > 0)
        {
            File.WriteAllBytes(Leads + "-wal", log);
        }
    }

    private static void Clear(string path) => Array.ForEach(["", "-wal", "-shm"], ending => File.Delete(path + ending));

    private static async Task<List<Answer>> ReadAsync(string path)
    {
        using var store = SqliteStore.OpenRead(path);
        return await store.ReadAllAsync(null, Cancellation).ToListAsync(Cancellation);
    }
}
