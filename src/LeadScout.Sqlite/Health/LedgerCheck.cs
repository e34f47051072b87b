using System.Globalization;
using System.Text.Json;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Teaching.Calls;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Health;

/// <summary>Looks at jobs and calls: whether they name each other, and whether each finished job's report is its ledger's sum.</summary>
internal static class LedgerCheck
{
    public static void Run(SqliteConnection connection, List<Finding> findings)
    {
        try
        {
            LookAtOrphans(connection, findings);
            if (Schema.Check(connection, "") == Schema.Version)
            {
                LookAtJobs(connection, findings);
            }
        }
        catch (SqliteException e)
        {
            findings.Add(new Finding(true, $"Jobs and calls can't be read to their end: {e.Message}", Finding.SaveIt));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidCastException or ArgumentException)
        {
            findings.Add(new Finding(true, $"A job or a call holds what none can: {e.Message}", Finding.SaveIt));
        }
    }

    private static void LookAtOrphans(SqliteConnection connection, List<Finding> findings)
    {
        using var command = new SqliteCommand("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2", connection);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            findings.Add(new Finding(
                true,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.GetInt64(2)} rows of {row.GetString(0)} belong to a {row.GetString(1)} that is not there."),
                Finding.SaveIt));
        }
    }

    private static void LookAtJobs(SqliteConnection connection, List<Finding> findings)
    {
        foreach (var job in JobTable.List(connection))
        {
            var ledger = CallTable.Ledger(connection, job.Id);
            if (job is { State: JobState.Done, Report: { } report } && (ledger.Length != report.Calls
                || ledger.Sum(line => line.MeasuredUsage.InputTokens) != report.Usage.InputTokens || ledger.Sum(line => line.MeasuredUsage.OutputTokens) != report.Usage.OutputTokens))
            {
                findings.Add(new Finding(
                    true,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Job {job.Id} reports {report.Calls} calls and {report.Usage.InputTokens} and {report.Usage.OutputTokens} tokens; its ledger comes to {ledger.Length}, {ledger.Sum(line => line.MeasuredUsage.InputTokens)} and {ledger.Sum(line => line.MeasuredUsage.OutputTokens)}."),
                    Finding.SaveIt));
            }

            if (ledger.Count(line => line.State == CallState.Open) is var open and > 0)
            {
                findings.Add(new Finding(
                    false,
                    string.Create(
                        CultureInfo.InvariantCulture, $"Job {job.Id} was killed with {open} calls in flight, which may have been billed."),
                    $"Go on with it: {UserAction.ResumeJob.On(job.Id.Value)}. They then count as spent at their most."));
            }
        }
    }
}
