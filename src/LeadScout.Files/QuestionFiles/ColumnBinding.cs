using System.Collections.Immutable;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>Finds a question's columns in a list's header. Thread-safe.</summary>
public static class ColumnBinding
{
    /// <summary>
    /// Binds a question to a list. A column is the one that was chosen for it, else it is found by its exact name, else by the same letters
    /// and digits; the lone column of a template also by its synonyms, else it is the list's only column.
    /// </summary>
    /// <param name="source">The question.</param>
    /// <param name="listName">The list, for messages.</param>
    /// <param name="columns">The list's header.</param>
    /// <param name="choice">What the user says about columns; null for nothing.</param>
    /// <exception cref="BadInputException">A column isn't there; the message names it, the nearest names and the header.</exception>
    public static BoundQuestion Bind(QuestionSource source, string listName, IReadOnlyList<string> columns, ColumnChoice? choice = null)
    {
        var template = source.Question.Text;
        var wanted = WantedBy(source.Question);
        var notes = new List<UserMessage>();
        var bound = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in wanted)
        {
            var chosen = choice?.Named.GetValueOrDefault(column) ?? (wanted.Length == 1 ? choice?.Lone : null);
            var found = Named(chosen ?? column, listName, columns)
                ?? (chosen is null && wanted.Length == 1 ? Guessed(source, columns) : null)
                ?? throw Missing(column, chosen, listName, columns, wanted.Length == 1);
            bound.Add(column, found);
            if (found != (chosen ?? column))
            {
                UserMessage what = chosen is null ? $"{{{column}}}" : Setting.Column.To(chosen);
                notes.Add($"Using column '{found}' for {what}.");
            }
        }

        var text = template.WithColumns([.. template.Columns.Select(c => bound[c])]);
        return new BoundQuestion(source.Question.WithText(text), [.. notes]);
    }

    /// <summary>The columns that a question is about, in its own words and order, each once.</summary>
    public static ImmutableArray<string> WantedBy(Question question) => [.. question.Text.Columns.Distinct(StringComparer.Ordinal)];

    /// <summary>The list's column that goes by a question's word for it, or null: nobody, or several.</summary>
    public static string? Find(QuestionSource source, string wanted, string listName, IReadOnlyList<string> columns)
    {
        try
        {
            return Named(wanted, listName, columns) ?? (WantedBy(source.Question).Length == 1 ? Guessed(source, columns) : null);
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    /// <summary>Refuses a choice that fits none of the questions: a slip of the pen would otherwise go unnoticed.</summary>
    /// <exception cref="BadInputException">It names a column that no question is about, or a lone one where none is about a lone
    /// one.</exception>
    public static void EnsureMeant(ColumnChoice choice, IReadOnlyCollection<Question> questions)
    {
        var wanted = questions.SelectMany(question => WantedBy(question)).Distinct(StringComparer.Ordinal).ToArray();
        if (choice.Named.Keys.FirstOrDefault(name => !wanted.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new BadInputException(
                "column-unknown",
                $"{Setting.Column.To($"{unknown}={choice.Named[unknown]}")} fits no question here: none is about a column '{unknown}'.{NearestNames.Hint(unknown, wanted)} They are about {Quoted(wanted)}.");
        }

        if (choice.Lone is { } lone && questions.All(question => WantedBy(question).Length > 1))
        {
            var question = questions.First();
            throw new BadInputException(
                "column-unclear",
                $"{Setting.Column.To(lone)} does not fit the question '{question.Name}', which is about several columns: \"{question.Text}\". "
                + $"Say which of them is meant, as in {Setting.Column.To($"{wanted[0]}={lone}")}, or leave it out.");
        }
    }

    private static string? Named(string wanted, string listName, IReadOnlyList<string> columns)
    {
        if (columns.Contains(wanted, StringComparer.Ordinal))
        {
            return wanted;
        }

        if (Header.Several(wanted, columns) is { Count: > 0 } several)
        {
            throw new BadInputException("column-unclear", $"'{listName}' has the column '{wanted}' {(several.Count == 2 ? "twice" : $"{several.Count} times")}, and it can't be told which is meant. Say which with {Setting.Column}: {Quoted(several)}.");
        }

        var alike = columns.Where(c => Folded(c) == Folded(wanted)).ToList();
        return alike.Count > 1
            ? throw new BadInputException(
                "column-unclear",
                $"'{listName}' has several columns like '{wanted}': {Quoted(alike)}. Write the one that is meant exactly as in the header.")
            : alike.FirstOrDefault();
    }

    private static string? Guessed(QuestionSource source, IReadOnlyList<string> columns) =>
        source.Synonyms.Select(synonym => columns.FirstOrDefault(c => Folded(c) == Folded(synonym))).FirstOrDefault(c => c is not null)
        ?? (columns.Count == 1 ? columns[0] : null);

    private static BadInputException Missing(string wanted, string? chosen, string listName, IReadOnlyList<string> columns, bool isLone) => new(
        "column-missing",
        $"'{listName}' has no column '{chosen ?? wanted}'.{NearestNames.Hint(chosen ?? wanted, columns)} Its columns are {Quoted(columns)}. "
        + $"Say which one with {(isLone ? Remedy.Of(Setting.Column) : Setting.Column.To($"{wanted}=..."))}.");

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));

    // "Job Title", "job_title", "JobTitle" and "job-title" are one name; so are "E-mail" and "Email".
    private static string Folded(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
