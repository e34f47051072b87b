using System.IO.Compression;
using LeadScout.Files;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Server.Lists;

/// <summary>A list that was read to its end.</summary>
/// <param name="Columns">The header.</param>
/// <param name="Rows">Rows, the header not counted.</param>
/// <param name="Dialect">How it was understood, in words.</param>
/// <param name="Layout">The same part by part.</param>
/// <param name="Notes">What was passed over or assumed.</param>
/// <param name="Findings">What stands in its columns that is no text to ask about.</param>
internal sealed record CheckedList(
    IReadOnlyList<string> Columns,
    long Rows,
    string Dialect,
    ListLayout? Layout,
    IReadOnlyList<string> Notes,
    IReadOnlyList<ColumnFindings> Findings);

/// <summary>Reads an uploaded list once to its end, within limits, before anybody relies on it.</summary>
internal sealed class ListCheck(UploadLimits limits, TimeProvider clock)
{
    /// <summary>The list's header, how many rows it has, and how it was understood.</summary>
    /// <exception cref="RefusedException">It is beyond a limit.</exception>
    /// <exception cref="BadInputException">It can't be read as a list.</exception>
    public CheckedList Read(string file, string name, LeadFileOptions reading, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        RefuseBomb(file);
        using var reader = Opened(file, name, reading);
        if (reader.Columns.Count > limits.Columns)
        {
            throw TooMuch($"{reader.Columns.Count} columns", $"{limits.Columns}");
        }

        var (bad, counts) = (new BadRows(), new ColumnCount(reader.Columns));
        while (Named(file, name, () => bad.Next(reader)))
        {
            cancellation.ThrowIfCancellationRequested();
            CheckRow(reader);
            counts.See(reader);
            if ((reader.Row & 0xFFF) == 0 && clock.GetElapsedTime(began) > limits.Time)
            {
                throw new RefusedException(
                    "list-too-slow",
                    413,
                    $"Reading the list took longer than {limits.Time.TotalSeconds:0} s. Divide it, or save it as CSV.");
            }
        }

        Named(file, name, () =>
        {
            bad.Refuse();
            return true;
        });
        return new CheckedList(reader.Columns, reader.Row, reader.Dialect, reader.Layout, reader.Notes, counts.Findings(reader.Row));
    }

    private void CheckRow(ILeadReader reader)
    {
        if (reader.Row > limits.Rows)
        {
            throw TooMuch($"more than {limits.Rows:N0} rows", $"{limits.Rows:N0}");
        }

        if (reader.Row * reader.Columns.Count > limits.Cells)
        {
            throw TooMuch($"more than {limits.Cells:N0} cells", $"{limits.Cells:N0}");
        }

        for (var column = 0; column < reader.Columns.Count; column++)
        {
            if (reader.Value(column).Length > limits.CellLength)
            {
                throw TooMuch($"a cell of {reader.Value(column).Length:N0} characters in row {reader.Row}", $"{limits.CellLength:N0}");
            }
        }
    }

    /// <summary>What a workbook says about its own size is not believed: it is unpacked, and counted.</summary>
    private void RefuseBomb(string file)
    {
        // By its first bytes: its name need not say what it is.
        if (!IsZip(file))
        {
            return;
        }

        var most = Math.Min(limits.Unpacked, Math.Max(1 << 20, new FileInfo(file).Length) * limits.Ratio);
        var buffer = new byte[64 * 1024];
        var unpacked = 0L;
        try
        {
            using var zip = ZipFile.OpenRead(file);
            foreach (var entry in zip.Entries)
            {
                using var stream = entry.Open();
                for (int read; (read = stream.Read(buffer)) > 0;)
                {
                    unpacked += read;
                    if (unpacked > most)
                    {
                        throw new RefusedException(
                            "list-unpacks-too-large",
                            413,
                            $"It becomes more than {most >> 20} MB when unpacked, the most that this server takes for its size. Save the list as CSV, not packed.");
                    }
                }
            }
        }
        catch (InvalidDataException)
        {
            // No workbook at all: the reader says so in words.
        }
    }

    private static bool IsZip(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> head = stackalloc byte[2];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("PK"u8);
    }

    private static ILeadReader Opened(string file, string name, LeadFileOptions reading) =>
        Named(file, name, () => LeadFiles.At(file, options: reading).Open());

    /// <summary>Where the file lies is nobody's business.</summary>
    private static T Named<T>(string file, string name, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (BadInputException e) when (e.Message.Contains(file, StringComparison.Ordinal))
        {
            throw new BadInputException(e.Code, e.Wording.With(file, name), e);
        }
    }

    private static RefusedException TooMuch(string what, string most) =>
        new("list-too-large", 413, $"The list has {what}; this server takes {most} at most. Divide the list.");
}
