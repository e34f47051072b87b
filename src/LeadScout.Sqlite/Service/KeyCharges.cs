using LeadScout.Teaching;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>What counts against a key's limit and is on record.</summary>
internal static class KeyCharges
{
    // A job at work may still take all of its limit; one that was deleted has cost what it has cost.
    private const string JobsSql = """
        SELECT coalesce(sum(max(spent, CASE WHEN wanted THEN coalesce(json_extract(settings, '$.MaxCost'), 0) ELSE 0 END)), 0)
        FROM (
            SELECT wanted, settings, coalesce((
                SELECT sum(coalesce(cost_nanodollars, ceiling_nanodollars)) FROM call
                WHERE call.job = server_job.job AND id NOT IN (SELECT call FROM settled_call)), 0) AS spent
            FROM (
                SELECT job, wanted, settings FROM server_job WHERE api_key = @key
                UNION ALL
                SELECT DISTINCT about, 0, NULL FROM deed
                WHERE api_key = @key AND action = 'job-deleted' AND about NOT IN (SELECT job FROM server_job WHERE api_key = @key)) AS server_job)
        """;

    public static Money Of(SqliteConnection connection, string key) =>
        ActivityTable.Spent(connection, key) + new Money(connection.Whole(JobsSql, ("@key", key)));
}
