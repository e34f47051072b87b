using System.Globalization;
using LeadScout.Application.Reports;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Texts;

namespace LeadScout.Cli.Progress;

/// <summary>What was found in a list, in words, before anything leaves the machine.</summary>
internal static class FindingsText
{
    private const int LongestSample = 100;

    /// <summary>Line by line.</summary>
    public static IEnumerable<string> Of(ListFindings found, Func<Remedy, string> words)
    {
        yield return $"List: {found.Name}{(found.Dialect.Length > 0 ? $" ({found.Dialect})" : "")}.";
        foreach (var note in found.Notes)
        {
            yield return $"  {note}";
        }

        yield return $"  Asked about: {string.Join(", ",
        found.Columns.Select(column => $"column '{column}'"))}{(found.Samples.IsEmpty ? "" : $", as in {string.Join(", ", found.Samples.Select(Shown))}")}.";
        foreach (var line in found.Labels.SelectMany(Words))
        {
            yield return "  " + line;
        }

        if (found.Embedding is { } embedding)
        {
            yield return $"  {EmbeddingText.Of(embedding, words)}";
        }

        foreach (var (flaw, rows) in found.Flaws)
        {
            yield return $"  {rows.Of("row")}: {Words(flaw)}.";
        }

        if (found.RowsWithMailAddress > 0)
        {
            yield return $"  {found.RowsWithMailAddress.Of("row")}: an e-mail address in the text, which is sent with it.";
        }

        if (found.BlankRows > 0)
        {
            yield return $"  {found.BlankRows.Of("row")} of {found.Rows.Text()}: no text, not asked about{(found.IsMostlyEmpty ? ". Most of the column is empty: is it the right one?" : ".")}";
        }
    }

    private static IEnumerable<string> Words(GivenColumn column)
    {
        const int MostNamed = 5;
        yield return $"Put to the proof: the labels in column '{column.Column}', {column.Rows.Of("row")}.";
        if (!column.Otherwise.IsEmpty)
        {
            yield return $"  Written otherwise: {string.Join(", ", column.Otherwise.Take(MostNamed).Select(value => $"{Shown(value.Value)} for {value.Label} ({value.Rows.Of("row")})"))}{(column.Otherwise.Length > MostNamed ? ", ..." : ".")}";
        }

        if (!column.Unknown.IsEmpty)
        {
            yield return $"  No label of the question: {column.UnknownRows.Of("row")}, as in {string.Join(", ", column.Unknown.Take(MostNamed).Select(value => $"{(value.Value.Length == 0 ? "blank" : Shown(value.Value))} ({value.Rows.Of("row")}, first row {value.FirstRow.Text()})"))}.";
        }
    }

    private static string Words(TextFlaw flaw) => flaw switch
    {
        TextFlaw.CellError => "an error such as #N/A in place of a text, not asked about",
        TextFlaw.NotComputed =>
            "a formula whose result the file does not hold, not asked about; open the file in a spreadsheet and save it to have them computed",
        TextFlaw.TooLong => "a text longer than --max-text, not asked about",
        _ => "a text longer than --max-text, asked about by its beginning; --long-texts skip leaves such rows undecided",
    };

    /// <summary>A text in quotes, in one line of bounded length.</summary>
    public static string Shown(string text)
    {
        // What steers a terminal, or turns the direction of a line, is shown as a blank.
        var line = string.Concat(
            text.ReplaceLineEndings(" ").Take(LongestSample + 1).Select(c => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format ? ' ' : c));
        return $"\"{(line.Length > LongestSample ? line[..LongestSample] + "..." : line)}\"";
    }
}
