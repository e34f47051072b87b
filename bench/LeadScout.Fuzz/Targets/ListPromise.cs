using LeadScout.Files;
using LeadScout.Fuzz.Engine;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Fuzz.Targets;

/// <summary>
/// What every list promises: it is read, or refused with <see cref="BadInputException"/>; read twice it is the same; and its result, read
/// again, has the same leads in the same order with the same cells, and those that were added.
/// </summary>
internal static class ListPromise
{
    private const string Label = "Sales, \"IT\"";
    private static readonly AddedColumn[] Added = [new("fuzzed_q"), new("fuzzed_q_confidence", IsNumber: true)];

    /// <summary>Holds a file to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="mostRows">Rows that it can have, at most.</param>
    public static void Check(string path, LeadFileOptions options, long mostRows)
    {
        var output = Path.Join(Path.GetDirectoryName(path), "result" + EndingOf(path));
        File.Delete(output);
        ReadList first;
        LeadFile file;
        try
        {
            file = LeadFiles.At(path, output, options);
            file.CheckOutput();
            first = ReadList.Of(file, mostRows);
            using var reader = file.Open();
            LeadFiles.EnsureCanHold(reader, [Label, "0.5", .. Added.Select(column => column.Name)]);
        }
        catch (BadInputException)
        {
            return;
        }

        Promise.Same(first.Columns.Count, first.Columns.Distinct(StringComparer.Ordinal).Count(), "Columns, each once");
        first.IsLike(ReadList.Of(file, mostRows), "Read again");
        if (first.Faults > 0)
        {
            return; // a job ends here, before anything is paid
        }

        Write(file);
        var again = first.Layout is { } layout ? Told(layout, options) : options;
        var result = ReadList.Of(LeadFiles.At(output, options: again), mostRows);
        string[] columns = [.. first.Columns.Select(name => NameIn(result, name, first)), .. Added.Select(column => column.Name)];
        Promise.SameTexts([.. columns.Order(StringComparer.Ordinal)], [.. result.Columns.Order(StringComparer.Ordinal)], "Columns of the result");
        Promise.Same(first.Rows.Count, result.Rows.Count, "Rows of the result");

        // Where every record names its columns, one that only a later record has comes behind those that were added.
        int[] places = [.. columns.Select(column => result.Columns.ToList().IndexOf(column))];
        for (var row = 0; row < first.Rows.Count; row++)
        {
            Promise.SameTexts([.. first.Rows[row], Label, "0.5"], [.. places.Select(place => result.Rows[row][place])], $"Row {row + 1} of the result");
        }

        var once = File.ReadAllBytes(output);
        if (WriteAlongTrail(file, first.Rows.Count))
        {
            Promise.Holds(once.AsSpan().SequenceEqual(File.ReadAllBytes(output)), "Written along the trail of the first reading, the result has other bytes.");
        }
    }

    // Keys without a name are called by their places, which are others where only a later record has them; their order is the same.
    private static string NameIn(ReadList result, string name, ReadList first)
    {
        var (before, now) = (first.Columns.Where(IsPlace).ToArray(), result.Columns.Where(IsPlace).ToArray());
        return IsPlace(name) && before.Length == now.Length ? now[Array.IndexOf(before, name)] : name;
    }

    private static bool IsPlace(string name) => name.StartsWith("column ", StringComparison.Ordinal);

    private static string EndingOf(string path) => Path.GetFileName(path)[Path.GetFileName(path).IndexOf('.', StringComparison.Ordinal)..];

    // What was found out about the list is said of the result: another column may be a reason to find out otherwise.
    private static LeadFileOptions Told(ListLayout layout, LeadFileOptions options) => options.Over(new(layout.Encoding, layout.Sheet)
    {
        Delimiter = layout.Delimiter is { } delimiter ? ListOptionText.Delimiter(delimiter) : null,
        Quote = layout.Quote is { } quote ? ListOptionText.Quote(quote) : null,
        HeaderRow = layout.HeaderRow,
    });

    private static void Write(LeadFile file)
    {
        using var reader = file.Open();
        using var writer = file.Create(reader, Added);
        while (reader.Read())
        {
            writer.Take();
            writer.Write([Label, "0.5"]);
        }

        writer.TakeEnd();
        writer.Complete();
    }

    private static bool WriteAlongTrail(LeadFile file, int rows)
    {
        using var reader = file.Open();
        using var trail = file.Follow(reader);
        while (reader.Read())
        {
            trail?.Take();
            trail?.Note([0]);
        }

        trail?.TakeEnd();
        reader.Dispose();
        using var again = trail?.Rewrite(Added);
        if (again is null)
        {
            return false;
        }

        Span<int> noted = stackalloc int[1];
        for (var row = 0; row < rows; row++)
        {
            Promise.Holds(again.Advance(noted), $"The trail ends after {row} of {rows} rows.");
            again.Write([Label, "0.5"]);
        }

        Promise.Holds(!again.Advance(noted), "The trail goes on behind the last row.");
        again.Complete();
        return true;
    }
}
