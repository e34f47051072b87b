using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres.Health;

/// <summary>What an examination of a shared database came to.</summary>
/// <param name="Name">The database.</param>
/// <param name="Answers">Answers in it.</param>
/// <param name="Findings">What was found, in words; whether it is damage, or only worth knowing.</param>
public sealed record PostgresExamined(string Name, long Answers, ImmutableArray<(bool IsDamage, string What)> Findings);

/// <summary>
/// Examines what LeadScout promises of its tables, and how the server is set up. Pages and files are the server's own to look after. Only reads.
/// </summary>
public static class PostgresExamination
{
    // Each comes to a number that has to be 0.
    private static readonly (string Sql, string What)[] Checks =
    [
        ("SELECT greatest((SELECT coalesce(max(position), 0) FROM answer) - (SELECT position FROM log), 0)", "answers stand behind the end of the log"),
        ("SELECT count(*) - count(DISTINCT position) FROM answer", "answers share their position with another"),
        ("SELECT 1 - count(*) FROM log", "counter of the log is missing"),
        ("SELECT count(*) FROM retraction JOIN answer ON position = answer AND answer.question = retraction.question WHERE source = 0", "answers of no person were taken back"),
        ("SELECT count(*) FROM call WHERE state <> 'Open' AND billing IS NULL", "calls have ended, and nothing says how they were billed"),
        ("SELECT count(*) FROM call WHERE NOT EXISTS (SELECT 1 FROM call_question WHERE call = id)", "calls name no question"),
    ];

    /// <param name="address">As in <c>postgres://user@host/name</c>.</param>
    /// <param name="password">Null to take it from <c>PGPASSWORD</c> or a password file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BadInputException">It can't be reached, refuses, or holds nothing of LeadScout's.</exception>
    public static async Task<PostgresExamined> RunAsync(string address, string? password = null, CancellationToken cancellationToken = default)
    {
        var store = await PostgresStore.OpenToExamineAsync(address, password).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return await store.Transactions.ReadAsync(connection => RunAsync(connection, store.Name), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<PostgresExamined> RunAsync(NpgsqlConnection connection, string name)
    {
        var findings = ImmutableArray.CreateBuilder<(bool, string)>();
        foreach (var (sql, what) in Checks)
        {
            if (await connection.WholeAsync(sql).ConfigureAwait(false) is > 0 and var count)
            {
                findings.Add((true, $"{count} {what}"));
            }
        }

        if (await SettingTable.FindAsync(connection, UnfinishedCopy.SettingName).ConfigureAwait(false) is { } copyOf)
        {
            findings.Add((true, $"it is an unfinished copy of {copyOf}"));
        }

        if (await connection.WholeAsync("SELECT count(*) FROM key_hold WHERE at < clock_timestamp() - interval '1 hour'").ConfigureAwait(false) is > 0 and var held)
        {
            findings.Add((false, $"{held} sums of keys are held back by processes that ended; they are taken for spent when the key is used next"));
        }

        foreach (var (setting, risk) in new[]
        {
            ("fsync", "an answer that was paid for can be lost with the machine's power"),
            ("full_page_writes", "a page can be torn when the machine loses power"),
            ("synchronous_commit", "the last answers can be lost with the machine's power"),
            ("data_checksums", "the server does not notice when its disk changes a page"),
        })
        {
            if (await connection.ValueAsync("SELECT current_setting(@setting)", ("setting", setting)).ConfigureAwait(false) is "off")
            {
                findings.Add((false, $"{setting} is off: {risk}"));
            }
        }

        return new PostgresExamined(name, await connection.WholeAsync("SELECT count(*) FROM answer").ConfigureAwait(false), findings.ToImmutable());
    }
}
