using System.CommandLine;
using System.Globalization;
using LeadScout.Benchmarks.Stores;
using LeadScout.Savings.Commands;
using LeadScout.Savings.Sets;
using LeadScout.Sqlite;
using LeadScout.Streaming;
using Microsoft.Data.Sqlite;

namespace LeadScout.Benchmarks.Commands;

/// <summary><c>store</c>: committing, opening, and how the predecessor did both.</summary>
internal static class StoreCommand
{
    private const string Head = """
        # The store

        Ratios of medians; both sides of a row take turns in one run, on the disk of the machine, `synchronous=FULL`. Times vary with the machine and are there for orientation.

        | what | against | ratio | ours | theirs |
        |---|---|---|---|---|

        """;

    private const double Slowest = 0.99;

    public static Command Create()
    {
        var answers = SharedOptions.Number("--answers", "Answers in the log that is opened", 1_000_000);
        var replies = SharedOptions.Number("--replies", "Replies committed", 300);
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("store.md"));
        var command = new Command(
            "store",
            "Commits, lookups and openings, against the least they can take and against the predecessor's way.") { answers, replies, data, target };
        command.SetAction(async (parsed, _) =>
        {
            var folder = Directory.CreateTempSubdirectory("leadscout-store").FullName;
            var set = new Replies(SetFile.Read(Path.Combine(parsed.GetValue(data)!, "titles_noc.tsv")));
            string[] lines =
            [
                .. await CommitAsync(set, folder, parsed.GetValue(replies)),
                .. await PredecessorAsync(set, folder),
                .. await OpenAsync(set, folder, parsed.GetValue(answers)),
            ];
            Output.Write(parsed.GetValue(target)!, Head.ReplaceLineEndings("\n") + string.Join('\n', lines) + "\n");
            Directory.Delete(folder, true);
        });
        return command;
    }

    private static async Task<string[]> CommitAsync(Replies set, string folder, int replies)
    {
        using var store = SqliteStore.Open(Path.Combine(folder, "commit.db"));
        using var bare = new BareInsert(Path.Combine(folder, "bare.db"));
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var reply = 0; reply < replies; reply++)
        {
            var answers = set.Of(reply);
            var end = Replies.End(await store.BeginAsync(Replies.Intent(reply, answers)), answers);
            var bound = BareInsert.Bound(answers, reply + 1);
            ours.Add(Clock.Time(() => store.CommitAsync(end).GetAwaiter().GetResult()));
            theirs.Add(Clock.Time(() => bare.Commit(bound)));
        }

        var slowest = (Ours: Clock.Quantile(ours, Slowest) / Replies.Answers, Theirs: Clock.Quantile(theirs, Slowest) / Replies.Answers);
        return
        [
            Line(
                "committing a reply of 20 answers",
                "a bare prepared insert of the same rows, answers/s",
                Clock.Median(theirs) / Clock.Median(ours),
                ours,
                theirs),
            Line(
                "an answer of the slowest hundredth of these commits",
                "the same of the bare insert, answers/s",
                slowest.Theirs / slowest.Ours,
                [slowest.Ours],
                [slowest.Theirs]),
        ];
    }

    private static async Task<string[]> PredecessorAsync(Replies set, string folder)
    {
        const int Known = 5_000;
        var predecessor = new PredecessorStore(Path.Combine(folder, "predecessor.db"));
        using var store = SqliteStore.Open(Path.Combine(folder, "ours.db"));
        var (ourStore, theirStore) = (new List<double>(), new List<double>());
        for (var reply = 0; reply < Known / Replies.Answers; reply++)
        {
            var answers = set.Of(reply);
            var intent = Replies.Intent(reply, answers);
            ourStore.Add(
                Clock.Time(() => store.CommitAsync(Replies.End(store.BeginAsync(intent).GetAwaiter().GetResult(), answers)).GetAwaiter().GetResult()) / Replies.Answers);
            foreach (var answer in answers)
            {
                theirStore.Add(Clock.Time(() => predecessor.Store(answer.Text, answer.Label, Sound(answer.Text))));
            }
        }

        var knowledge = await Knowledge.ReadAsync(set.Question, "bench:key", store);
        string[] texts = [.. Enumerable.Range(0, Known).Select(number => set.Answer(number).Text)];
        var (ours, theirs, reading) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 30; round++)
        {
            ours.Add(Clock.Time(() => { foreach (var text in texts) { _ = knowledge.Find(text)!.Value.Label; } }) / texts.Length);
            theirs.Add(Clock.Time(() => Predecessor(round, false)) / 100);
            reading.Add(Clock.Time(() => Predecessor(round, true)) / 100);
        }

        return
        [
            Line(
                "looking a known text up",
                "the predecessor's lookup: a connection, its table, a write on a hit",
                Clock.Median(theirs) / Clock.Median(ours),
                ours,
                theirs),
            Line("the same", "the predecessor's without what it writes", Clock.Median(reading) / Clock.Median(ours), ours, reading),
            Line(
                "keeping one answer, of replies of 20, intent and ledger included",
                "the predecessor's store: a connection, one insert",
                Clock.Median(theirStore) / Clock.Median(ourStore),
                ourStore,
                theirStore),
        ];

        void Predecessor(int round, bool readOnly)
        {
            foreach (var text in texts.AsSpan(round * 100, 100))
            {
                _ = predecessor.Find(text, "", readOnly);
            }
        }

        static string Sound(string text) => new([.. text.Where(char.IsLetter).Take(4)]);
    }

    private static async Task<string[]> OpenAsync(Replies set, string folder, int count)
    {
        var path = Path.Combine(folder, "large.db");
        using (var store = SqliteStore.Open(path))
        {
            for (var from = 0; from < count; from += 10_000)
            {
                await store.AppendAsync([.. Enumerable.Range(from, Math.Min(10_000, count - from)).Select(set.Answer)]);
            }
        }

        var (known, whole, select) = (new List<double>(), new List<double>(), new List<double>());
        var text = set.Answer(count / 2).Text;
        for (var round = 0; round < 3; round++)
        {
            select.Add(Clock.Time(() => SelectAll(path)));
            known.Add(Clock.Time(() =>
            {
                using var store = SqliteStore.Open(path);
                _ = Knowledge.FindAsync(set.Question, "bench:key", store, text).GetAwaiter().GetResult()!.Decision.Label;
            }));
            whole.Add(Clock.Time(() =>
            {
                using var store = SqliteStore.Open(path);
                _ = Knowledge.ReadAsync(set.Question, "bench:key", store).GetAwaiter().GetResult().Find(text)!.Value.Label;
            }));
        }

        var rows = string.Create(CultureInfo.InvariantCulture, $"{count:N0}");
        return
        [
            Line(
                $"opening a database of {rows} answers and answering a known text",
                "`SELECT` of the same rows, time",
                Clock.Median(known) / Clock.Median(select),
                known,
                select),
            Line(
                $"opening it, reading all that is known into memory, and answering a known text",
                "`SELECT` of the same rows, time",
                Clock.Median(whole) / Clock.Median(select),
                whole,
                select),
        ];
    }

    private static void SelectAll(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(
            """SELECT position, question, text_key, text, label, source, "by", job, call, at FROM answer ORDER BY position""", connection);
        using var row = command.ExecuteReader();
        var values = new object[row.FieldCount];
        while (row.Read())
        {
            row.GetValues(values);
        }
    }

    private static string Line(string what, string against, double ratio, List<double> ours, List<double> theirs) =>
        string.Create(CultureInfo.InvariantCulture, $"| {what} | {against} | **{ratio:#,0.####}** | {Shown(ours)} | {Shown(theirs)} |");

    private static string Shown(List<double> nanoseconds) => Clock.Median(nanoseconds) switch
    {
        < 1e3 and var ns => string.Create(CultureInfo.InvariantCulture, $"{ns:0} ns"),
        < 1e6 and var ns => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e3:0.0} µs"),
        < 1e9 and var ns => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e6:0.0} ms"),
        var ns => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:0.00} s"),
    };
}
