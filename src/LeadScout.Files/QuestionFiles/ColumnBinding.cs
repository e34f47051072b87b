using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>Finds a question's columns in a list's header. Thread-safe.</summary>
public static class ColumnBinding
{
    /// <summary>
    /// Binds a question to a list. A column is found by its exact name, else by the same letters and digits; the lone column of a template also by its
    /// synonyms, else it is the list's only column.
    /// </summary>
    /// <param name="source">The question.</param>
    /// <param name="listName">The list, for messages.</param>
    /// <param name="columns">The list's header.</param>
    /// <param name="column">The user's word for which column a lone-column template is about, or null.</param>
    /// <exception cref="BadInputException">A column isn't there; the message names it, the nearest names and the header.</exception>
    public static BoundQuestion Bind(QuestionSource source, string listName, IReadOnlyList<string> columns, string? column = null)
    {
        var template = source.Question.Text;
        var isLone = template.Columns.Distinct(StringComparer.Ordinal).Count() == 1;
        if (column is not null && !isLone)
        {
            throw new BadInputException(
                $"--column '{column}' does not fit the question '{source.Question.Name}', which is about several columns: \"{template}\". "
                + "Leave it out, or change the question's text.");
        }

        var notes = new List<string>();
        var bound = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var wanted in template.Columns.Distinct(StringComparer.Ordinal))
        {
            var found = Named(column ?? wanted, listName, columns)
                ?? (isLone && column is null ? Guessed(source, columns) : null)
                ?? throw Missing(column ?? wanted, listName, columns, isLone);
            bound.Add(wanted, found);
            if (found != (column ?? wanted))
            {
                notes.Add($"Using column '{found}' for {(column is null ? $"{{{wanted}}}" : $"--column '{column}'")}.");
            }
        }

        var text = template.WithColumns([.. template.Columns.Select(c => bound[c])]);
        return new BoundQuestion(source.Question.WithText(text), [.. notes]);
    }

    private static string? Named(string wanted, string listName, IReadOnlyList<string> columns)
    {
        if (columns.Contains(wanted, StringComparer.Ordinal))
        {
            return wanted;
        }

        var alike = columns.Where(c => Folded(c) == Folded(wanted)).ToList();
        return alike.Count > 1
            ? throw new BadInputException($"'{listName}' has several columns like '{wanted}': {Quoted(alike)}. Write the one that is meant exactly as in the header.")
            : alike.FirstOrDefault();
    }

    private static string? Guessed(QuestionSource source, IReadOnlyList<string> columns) =>
        source.Synonyms.Select(synonym => columns.FirstOrDefault(c => Folded(c) == Folded(synonym))).FirstOrDefault(c => c is not null)
        ?? (columns.Count == 1 ? columns[0] : null);

    private static BadInputException Missing(string wanted, string listName, IReadOnlyList<string> columns, bool isLone) => new(
        $"'{listName}' has no column '{wanted}'.{NearestNames.Hint(wanted, columns)} Its columns are {Quoted(columns)}. "
        + (isLone ? "Say which one with --column." : "Change the columns in the question's text, or the header."));

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));

    // "Job Title", "job_title", "JobTitle" and "job-title" are one name; so are "E-mail" and "Email".
    private static string Folded(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
