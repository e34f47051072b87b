using System.Collections.Immutable;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>How long a teacher took to reply, by the ledger.</summary>
internal static class ReplyTimeTable
{
    /// <summary>The times of the latest calls that brought an answer, the latest first.</summary>
    public static ImmutableArray<TimeSpan> Latest(SqliteConnection connection, string teacher, int most) =>
    [
        .. connection.Rows(
            """
            SELECT at, ended_at FROM call WHERE teacher = @teacher AND state = 'Answered' AND ended_at IS NOT NULL ORDER BY id DESC LIMIT @most
            """,
            row => StoredValue.ToMoment(row.Text(1)) - StoredValue.ToMoment(row.Text(0)),
            ("@teacher", teacher),
            ("@most", most)),
    ];
}
