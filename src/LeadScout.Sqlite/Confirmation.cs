using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Stores;
using LeadScout.Teaching.Calls;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>Compares what a job's end says with what a database holds, as somebody reads it who opens it anew.</summary>
internal static class Confirmation
{
    /// <summary>The first difference in words; null when there is none.</summary>
    public static string? Of(SqliteConnection connection, Job job, ImmutableArray<LedgerLine> ledger)
    {
        if (JobTable.Find(connection, job.Id) is not { } kept || kept.State != job.State || ReportOf(kept) != ReportOf(job))
        {
            return $"it does not hold job {job.Id} as it ended";
        }

        var here = ledger.Aggregate(default(Sums), (sum, line) => new Sums(
            sum.Calls + 1, sum.InputTokens + line.Usage.InputTokens, sum.OutputTokens + line.Usage.OutputTokens,
            sum.NanoDollars + (line.Cost?.NanoDollars ?? 0)));
        return SumsOf(connection, job.Id) is var there && there == here
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"its ledger of job {job.Id} comes to {there}, and the job's own to {here}");
    }

    private static string? ReportOf(Job job) =>
        job.Report is null ? null : JsonSerializer.Serialize(job.Report, StoredJson.Default.JobReport);

    private static Sums SumsOf(SqliteConnection connection, JobId id)
    {
        using var command = new SqliteCommand(
            """
            SELECT count(*), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost_nanodollars), 0) FROM call WHERE job = @job
            """,
            connection);
        command.Parameters.AddWithValue("@job", id.Value);
        using var row = command.ExecuteReader();
        row.Read();
        return new Sums(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    private readonly record struct Sums(long Calls, long InputTokens, long OutputTokens, long NanoDollars)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Calls} calls, {InputTokens} and {OutputTokens} tokens, {new LeadScout.Teaching.Money(NanoDollars)}");
    }
}
