using System.Collections.Immutable;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>Which columns of a list a person says are meant; what nobody says is found by name.</summary>
/// <param name="Lone">The list's column for questions about a lone column; null for none.</param>
public sealed record ColumnChoice(string? Lone = null)
{
    /// <summary>Nothing is said: every column is found by its name.</summary>
    public static ColumnChoice ByName { get; } = new();

    /// <summary>By a question's own word for a column: the list's. Goes before <see cref="Lone"/>.</summary>
    public ImmutableSortedDictionary<string, string> Named { get; init; } = ImmutableSortedDictionary.Create<string, string>(
        StringComparer.Ordinal);

    /// <summary>Reads it as written: <c>NAME</c> for a lone column, <c>COLUMN=NAME</c> for one of several.</summary>
    /// <exception cref="BadInputException">A side is empty, or a column is chosen twice.</exception>
    public static ColumnChoice Parse(IEnumerable<string> written)
    {
        string? lone = null;
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in written)
        {
            var (wanted, column) = text.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (null, text.Trim());
            if (column.Length == 0 || wanted is "")
            {
                throw new BadInputException(
                    "column-unreadable",
                    $"{Setting.Column} can't be '{text}'. Allowed: a column of the list, or COLUMN=NAME with the question's column and the list's.");
            }

            if (wanted is null ? lone is not null : !named.TryAdd(wanted, column))
            {
                throw new BadInputException(
                    "column-twice",
                    $"{Setting.Column.To(text)}: {(wanted is null ? "a lone column" : $"'{wanted}'")} was chosen already. Say it once.");
            }

            lone = wanted is null ? column : lone;
        }

        return new ColumnChoice(lone) { Named = named.ToImmutable() };
    }
}
