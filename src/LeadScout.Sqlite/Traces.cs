using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using LeadScout.Files.Disk;
using LeadScout.Stores;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>A text to be looked for, and its key in the database.</summary>
/// <param name="Text">As it stood in the list.</param>
/// <param name="Key">Its key.</param>
public sealed record Traced(string Text, TextKey Key);

/// <summary>Where a text shows in a database's files.</summary>
/// <param name="Traced">What was looked for.</param>
/// <param name="Bytes">Places with its bytes in UTF-8, as it stands or normalised.</param>
/// <param name="Keys">Places with its key, as bytes or as hexadecimal digits.</param>
/// <param name="Values">Values in the tables that hold the text, as part of another text or otherwise: they explain
/// <paramref name="Bytes"/>.</param>
public sealed record Trace(Traced Traced, long Bytes, long Keys, long Values)
{
    private const int ShortestTelling = 4;

    /// <summary>
    /// Whether nothing is left of the text itself: no key, and its bytes only within other values, or so few that they occur by chance.
    /// </summary>
    public bool IsExplained => Keys == 0 && (Values > 0 || Encoding.UTF8.GetByteCount(Traced.Text) < ShortestTelling);
}

/// <summary>
/// Searches the bytes of a database and of the files beside it (write-ahead log, its index, rollback journal). Only while the database is
/// closed here: closing another handle on it would drop SQLite's locks. A long text is looked for by its first 100 characters.
/// </summary>
public static class Traces
{
    private const int Chunk = 1 << 20;
    private const int MostSearched = 100; // characters
    private static readonly string[] Beside = ["", "-wal", "-shm", "-journal"];

    /// <summary>The texts that show anywhere; none when all are gone without a trace.</summary>
    public static ImmutableArray<Trace> Find(string database, IReadOnlyCollection<Traced> texts)
    {
        var needles = texts.SelectMany(Needles).ToArray();
        var found = new long[needles.Length];
        if (needles.Length > 0)
        {
            var any = SearchValues.Create([.. needles.Select(needle => needle.Bytes).Distinct()], StringComparison.Ordinal);
            var real = RealPath.Of(database); // SQLite keeps its files beside the one that a link leads to
            foreach (var file in Beside.Select(ending => real + ending).Where(File.Exists))
            {
                Count(file, needles, any, found);
            }
        }

        return [.. texts.Select(text => TraceOf(text, needles, found)).Where(trace => trace.Bytes + trace.Keys > 0)
            .Select(trace => Explained(database, trace))];
    }

    // Bytes as the characters of the same number: text search is what the library does fast for many needles at once.
    private static IEnumerable<Needle> Needles(Traced text) =>
    [
        .. Forms(text).Select(form => new Needle(text, Latin(Encoding.UTF8.GetBytes(form)), IsKey: false)),
        new Needle(text, Latin(StoredValue.Of(text.Key)), IsKey: true),
        new Needle(text, text.Key.ToString(), IsKey: true),
    ];

    private static IEnumerable<string> Forms(Traced text) =>
        new[] { text.Text, TextNormaliser.Normalise(text.Text) }.Select(Beginning).Where(form => form.Length > 0).Distinct();

    // SQLite divides a long value over several pages; its beginning stands in one.
    private static string Beginning(string text) =>
        text.Length <= MostSearched
            ? text
            : char.IsHighSurrogate(text[MostSearched - 1])
            ? text[..(MostSearched - 1)]
            : text[..MostSearched];

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static Trace TraceOf(Traced text, Needle[] needles, long[] found)
    {
        var (bytes, keys) = (0L, 0L);
        for (var i = 0; i < needles.Length; i++)
        {
            bytes += needles[i].Text == text && !needles[i].IsKey ? found[i] : 0;
            keys += needles[i].Text == text && needles[i].IsKey ? found[i] : 0;
        }

        return new Trace(text, bytes, keys, 0);
    }

    private static Trace Explained(string path, Trace trace)
    {
        using var database = Database.OpenReader(path);
        return trace with { Values = database.Read(connection => Forms(trace.Traced).Sum(form => CountValues(connection, form))) };
    }

    private static long CountValues(SqliteConnection connection, string part)
    {
        var columns = connection.Rows(
            "SELECT s.name, c.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table' AND c.type <> 'BLOB'",
            row => (Table: row.Text(0), Column: row.Text(1)));
        return columns.Append((Table: "sqlite_schema", Column: "sql")).Sum(
            at => connection.Whole($"""SELECT count(*) FROM "{at.Table}" WHERE instr("{at.Column}", @part) > 0""", ("@part", part)));
    }

    private static void Count(string file, Needle[] needles, SearchValues<string> any, long[] found)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var overlap = needles.Max(needle => needle.Bytes.Length) - 1;
        var bytes = new byte[Chunk];
        var chars = new char[Chunk + overlap];
        for (int kept = 0, read; (read = stream.ReadAtLeast(bytes, Chunk, throwOnEndOfStream: false)) > 0;)
        {
            Encoding.Latin1.GetChars(bytes.AsSpan(0, read), chars.AsSpan(kept));
            var seen = kept + read;
            CountIn(chars.AsSpan(0, seen), kept, needles, any, found);
            kept = Math.Min(overlap, seen);
            chars.AsSpan(seen - kept, kept).CopyTo(chars);
        }
    }

    /// <summary>Counts what ends in the new part: what lies in the kept part alone was counted before.</summary>
    private static void CountIn(ReadOnlySpan<char> chars, int kept, Needle[] needles, SearchValues<string> any, long[] found)
    {
        for (int at = 0, next; (next = chars[at..].IndexOfAny(any)) >= 0; at++)
        {
            at += next;
            for (var i = 0; i < needles.Length; i++)
            {
                found[i] += chars[at..].StartsWith(needles[i].Bytes) && at + needles[i].Bytes.Length > kept ? 1 : 0;
            }
        }
    }

    private sealed record Needle(Traced Text, string Bytes, bool IsKey);
}
