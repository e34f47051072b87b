using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Application.AnswerLog;
using LeadScout.Cli.Terminals;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Stores;
using LeadScout.Texts;

namespace LeadScout.Cli.AnswerLog;

/// <summary>Forgets, leaves nothing on the database's pages, and looks whether that is so.</summary>
internal static class Forgetter
{
    /// <summary>Forgets texts, and looks for them afterwards in the database's files.</summary>
    public static async Task<ForgetResult> ForgetAsync(
        Terminal terminal, string database, IReadOnlyCollection<string> texts, QuestionVersion? question, CancellationToken interrupt)
    {
        Forgotten forgotten;
        var gone = new List<Traced>();
        var kept = 0;
        using (var store = OpenExisting(terminal, database))
        {
            var wanted = texts.Where(text => TextNormaliser.Normalise(text).Length > 0)
                .Select(text => new Traced(text, store.Keys.Of(text)))
                .ToArray();
            forgotten = await store.ForgetAsync(Forgetting.Texts(wanted.Select(text => text.Key), question), interrupt);
            store.Scrub();
            foreach (var text in wanted)
            {
                if (await store.HasAnswerAsync(text.Key, interrupt))
                {
                    kept++;
                }
                else
                {
                    gone.Add(text);
                }
            }
        }

        // Only now that it is closed may its files be opened beside SQLite.
        return new ForgetResult(forgotten, kept, StoreAddress.IsShared(database) ? [] : Traces.Find(database, gone));
    }

    /// <summary>Forgets what is older than so many days.</summary>
    /// <exception cref="BadInputException">The clock may be wrong, and nobody has said that it is right.</exception>
    public static async Task<ForgetResult> ForgetOlderAsync(
        Terminal terminal, string database, int days, bool clockIsRight, QuestionVersion? question, CancellationToken interrupt)
    {
        using var store = OpenExisting(terminal, database);
        if (!clockIsRight && await ClockAge.DoubtAsync(store, days, terminal.Clock, interrupt) is { } doubt)
        {
            throw new BadInputException($"Nothing was forgotten. {doubt} If the clock is right, give the command again with --yes.");
        }

        var moment = terminal.Clock.GetUtcNow().AddDays(-days);
        await store.SetClockSeenAsync(terminal.Clock.GetUtcNow(), interrupt);
        var forgotten = await store.ForgetAsync(Forgetting.OlderThan(moment, question), interrupt);
        store.Scrub();
        return new ForgetResult(forgotten, 0, []);
    }

    private static IDatabase OpenExisting(Terminal terminal, string database) => Databases.Exists(database)
        ? Databases.Open(terminal, database)
        : throw new BadInputException($"There is no database {database}. Name the one that holds the text with --db.");
}

/// <summary>What was forgotten.</summary>
/// <param name="Forgotten">Table by table.</param>
/// <param name="KeptForOtherQuestions">Texts that other questions still have answers to.</param>
/// <param name="Traces">Texts of which something still shows.</param>
internal sealed record ForgetResult(Forgotten Forgotten, int KeptForOtherQuestions, ImmutableArray<Trace> Traces)
{
    /// <summary>Whether nothing shows that is not explained.</summary>
    public bool IsClean => Traces.All(trace => trace.IsExplained);
}
