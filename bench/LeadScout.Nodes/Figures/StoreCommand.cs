using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LeadScout.Answers;
using LeadScout.Postgres;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Nodes.Figures;

/// <summary>
/// <c>store</c>: the shared store against bare Npgsql that does the same statements, prepared, without any of the store's care (unknown
/// fate, retries): as ratios, for both share the machine. And the bytes that an answer takes.
/// </summary>
internal static class StoreCommand
{
    private const int AnswersPerCall = 20;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 15, Description = "How many rounds, in which both take turns." };
        var calls = new Option<int>("--calls") { DefaultValueFactory = _ => 100, Description = "Calls of 20 answers, and lookups, in each round." };
        var syncs = new Option<bool>("--sync") { Description = "Commits wait for the disk, which is then measured with them." };
        var command = new Command("store", "Commits and lookups of the shared store against bare Npgsql, and the bytes of an answer.") { rounds, calls, syncs };
        command.SetAction(async (parsed, _) =>
        {
            await using var server = await PrivateServer.StartAsync(syncs: parsed.GetValue(syncs));
            var (ours, bare) = (await server.NewDatabaseAsync(), await server.NewDatabaseAsync());
            await using var store = await PostgresStore.OpenAsync(server.Address(ours));
            await using (await PostgresStore.OpenAsync(server.Address(bare)))
            {
            }

            await using var plain = new BareStore(await server.ConnectAsync(bare));
            var (commits, lookups, perSecond, number) = (new List<double>(), new List<double>(), new List<double>(), 0);
            for (var round = 0; round <= parsed.GetValue(rounds); round++)
            {
                var batch = Enumerable.Range(0, parsed.GetValue(calls)).Select(_ => Answers(ref number)).ToArray();
                var (slow, fast) = (await TimeAsync(batch, answers => CommitAsync(store, answers)), await TimeAsync(batch, plain.CommitAsync));
                var (slowFind, fastFind) = (
                    await TimeAsync(batch, answers => store.FindAsync(answers[0].Question, answers[0].Key)),
                    await TimeAsync(batch, answers => plain.FindAsync(answers[0])));
                if (round > 0) // the first one compiles
                {
                    commits.Add(fast / slow);
                    perSecond.Add(batch.Length / slow * 1000);
                    lookups.Add(fastFind / slowFind);
                }
            }

            var answers = (long)(await server.RunAsync(ours, "SELECT count(*) FROM answer"))!;
            var (log, ledger) = (await BytesAsync(server, ours, "answer%") / answers, await BytesAsync(server, ours, "call%") / answers);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{commits.Count} rounds, medians: commits/s {Median(commits):0.00} of bare Npgsql, lookups/s {Median(lookups):0.00}; {Median(perSecond):0} calls/s with their {AnswersPerCall} answers on one connection"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{answers} answers in calls of {AnswersPerCall}: {log} bytes an answer in the log, {ledger} in the ledger, indexes included"));
            return 0;
        });
        return command;
    }

    public static CallIntent IntentOf(Answer[] answers) => new()
    {
        Job = null,
        Batch = BatchId.OfPlan(1),
        Attempt = 1,
        Teacher = answers[0].By,
        Questions = [answers[0].Question],
        Texts = [.. answers.Select(answer => answer.Key)],
        Ceiling = new Money(1_000_000),
        At = answers[0].At,
    };

    public static CallEnd EndOf(long call, Answer[] answers) => new()
    {
        Call = call,
        State = CallState.Answered,
        Usage = new Usage(500, 0, 120),
        Billing = Billing.Measured,
        Cost = new Money(700_000),
        At = answers[0].At.AddSeconds(1),
        Answers = [.. answers],
    };

    private static async Task<long> BytesAsync(PrivateServer server, string database, string tables) => (long)(await server.RunAsync(
        database,
        $"""
        SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
        WHERE relkind = 'r' AND relname LIKE '{tables}' AND relnamespace = 'leadscout'::regnamespace
        """))!;

    private static async Task CommitAsync(PostgresStore store, Answer[] answers) =>
        await store.CommitAsync(EndOf(await store.BeginAsync(IntentOf(answers), CancellationToken.None), answers));

    private static Answer[] Answers(ref int number)
    {
        var answers = new Answer[AnswersPerCall];
        for (var place = 0; place < answers.Length; place++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Head of unit {++number} at plant {number % 97}");
            answers[place] = new Answer
            {
                Question = new QuestionVersion(new Hash128(1, 2)),
                Key = TextKey.Of(text),
                Text = text,
                Label = "Management",
                Source = AnswerSource.Teacher,
                By = "openai:stand-in",
                At = DateTimeOffset.UnixEpoch.AddSeconds(number),
            };
        }

        return answers;
    }

    private static async Task<double> TimeAsync(Answer[][] batch, Func<Answer[], Task> work)
    {
        var watch = Stopwatch.StartNew();
        foreach (var answers in batch)
        {
            await work(answers);
        }

        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> ratios) => ratios.Order().ElementAt(ratios.Count / 2);
}
