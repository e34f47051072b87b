using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Jobs;

/// <summary>Whether what stands in a column is what a question asks about: e-mail addresses are sent only to who asks for them.</summary>
internal static class ColumnEvidence
{
    private const int RowsLookedAt = 500;

    /// <summary>
    /// Refuses a column that nobody chose and whose cells mostly hold e-mail addresses: a lone column, whole rows, columns that have
    /// slipped.
    /// </summary>
    /// <param name="source">The question, in its own words.</param>
    /// <param name="bound">The same with the list's columns.</param>
    /// <param name="file">The list.</param>
    /// <param name="choice">What the user says about columns.</param>
    /// <exception cref="BadInputException">There is such a column; the message says what settles it.</exception>
    public static void Check(Question source, Question bound, LeadFile file, ColumnChoice choice)
    {
        var wanted = ColumnBinding.WantedBy(source);
        var unchosen = source.Text.Columns.Zip(bound.Text.Columns)
            .Where(
                pair => !choice.Named.ContainsKey(pair.First) && (choice.Lone is null || wanted.Length > 1) && !pair.First.Contains("mail", StringComparison.OrdinalIgnoreCase))
            .Distinct().ToArray();
        using var reader = file.Open();
        foreach (var (name, column) in unchosen)
        {
            if (MailAddress.IsIn(column))
            {
                throw new BadInputException(
                    "header-unclear",
                    $"'{file.Name}': the column found for {{{name}}} is called '{column}', which is an e-mail address: the list has no header, or none in the row that was read as it. "
                    + $"Put a header above it, say its row with {Setting.HeaderRow}, or say {Setting.Column.To($"{name}={column}")} if that is the column's name.");
            }
        }

        var columns = Array.ConvertAll(
            unchosen, pair => Enumerable.Range(0, reader.Columns.Count).First(i => reader.Columns[i] == pair.Second));
        var (filled, holding) = (new int[columns.Length], new int[columns.Length]);
        for (var bad = new BadRows(); columns.Length > 0 && reader.Row < RowsLookedAt && bad.Next(reader);)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var value = reader.Value(columns[i]);
                filled[i] += value.IsWhiteSpace() ? 0 : 1;
                holding[i] += MailAddress.IsIn(value) ? 1 : 0;
            }
        }

        if (Array.FindIndex(holding, count => count > 0 && 2 * count >= filled[Array.IndexOf(holding, count)]) is >= 0 and var found)
        {
            var (name, column) = unchosen[found];
            throw new BadInputException(
                "column-unclear",
                $"'{file.Name}': most cells of column '{column}', found for {{{name}}}, hold an e-mail address, so that these would be sent. "
                + $"Say which column is meant with {Setting.Column}; {Setting.Column.To($"{name}={column}")} if it is this one.");
        }
    }
}
