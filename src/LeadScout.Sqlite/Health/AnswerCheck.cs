using System.Globalization;
using LeadScout.Answers;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Health;

/// <summary>Looks at the answer log: every answer's checksum, how many there are to be, and their positions.</summary>
internal static class AnswerCheck
{
    private const int MostNamed = 10;

    /// <returns>How many answers can be read as they were written, from wherever their bytes lie.</returns>
    public static long Run(DatabasePages pages, ReadableCopy copy, List<Finding> findings, CancellationToken interrupt)
    {
        var (whole, unproven) = (new HashSet<long>(), new HashSet<long>());
        var carver = new AnswerCarver(pages);
        foreach (var page in pages.All())
        {
            interrupt.ThrowIfCancellationRequested();
            foreach (var answer in carver.Find(page))
            {
                (answer.IsProven ? whole : unproven).Add(answer.Row.Position);
            }
        }

        unproven.ExceptWith(whole);
        if (unproven.Count > 0)
        {
            findings.Add(
                new Finding(false, string.Create(CultureInfo.InvariantCulture, $"{unproven.Count} answers are from before there were checksums: what they say can't be proven."), null));
        }

        whole.UnionWith(unproven);
        if (copy.IsReadable)
        {
            try
            {
                Compare(copy.Connection, whole, findings);
            }
            catch (SqliteException e)
            {
                findings.Add(new Finding(true, $"The answer log can't be read to its end: {e.Message}", Finding.SaveIt));
            }
        }

        return whole.Count;
    }

    private static void Compare(SqliteConnection connection, HashSet<long> whole, List<Finding> findings)
    {
        if (connection.Value("SELECT 1 FROM sqlite_schema WHERE name = 'answer_total'") is null)
        {
            return; // an earlier version's
        }

        var damaged = new List<long>();
        var there = 0L;
        using (var command = new SqliteCommand("SELECT position FROM answer NOT INDEXED", connection))
        using (var row = command.ExecuteReader())
        {
            for (; row.Read(); there++)
            {
                if (!whole.Contains(row.GetInt64(0)))
                {
                    damaged.Add(row.GetInt64(0));
                }
            }
        }

        if (damaged.Count > 0)
        {
            var named = string.Join(", ", damaged.Take(MostNamed).Select(position => position.ToString(CultureInfo.InvariantCulture)));
            findings.Add(new Finding(true, string.Create(CultureInfo.InvariantCulture, $"{damaged.Count} answers are not what was written, by their checksums: {named}{(damaged.Count > MostNamed ? ", ..." : "")}."), Finding.SaveIt));
        }

        var said = (long?)connection.Value("SELECT sum(answers) FROM answer_total") ?? 0;
        if (said != there)
        {
            findings.Add(
                new Finding(true, string.Create(CultureInfo.InvariantCulture, $"{said} answers were written, and {there} are there."), Finding.SaveIt));
        }

        var (last, most) = (
            (long?)connection.Value("SELECT seq FROM sqlite_sequence WHERE name = 'answer'") ?? 0,
            (long?)connection.Value("SELECT max(position) FROM answer NOT INDEXED") ?? 0);
        if (most > last)
        {
            findings.Add(
                new Finding(true, string.Create(CultureInfo.InvariantCulture, $"Answer {most} is there, and the last that was written is {last}: a position is wrong."), Finding.SaveIt));
        }
    }
}
