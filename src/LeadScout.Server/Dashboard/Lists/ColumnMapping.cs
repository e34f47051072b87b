using System.Collections.Immutable;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Server.Questions;

namespace LeadScout.Server.Dashboard.Lists;

/// <summary>
/// Which of a list's columns each column of some questions is: guessed by its name, until a person says otherwise. For one component; not
/// thread-safe.
/// </summary>
public sealed class ColumnMapping
{
    private readonly OrderedDictionary<string, string> _columns = new(StringComparer.Ordinal);

    /// <param name="questions">The questions.</param>
    /// <param name="listName">The list.</param>
    /// <param name="columns">Its header.</param>
    /// <param name="earlier">What a person has said before; null for nothing.</param>
    internal ColumnMapping(IEnumerable<KnownQuestion> questions, string listName, IReadOnlyList<string> columns, ColumnMapping? earlier)
    {
        foreach (var question in questions)
        {
            foreach (var wanted in ColumnBinding.WantedBy(question.Question))
            {
                if (earlier is null || !earlier._columns.TryGetValue(wanted, out var column) || column.Length == 0)
                {
                    column = ColumnBinding.Find(question.Source, wanted, listName, columns) ?? "";
                }

                _columns.TryAdd(wanted, column);
            }
        }
    }

    /// <summary>The questions' words for their columns.</summary>
    public IReadOnlyList<string> Wanted => _columns.Keys;

    /// <summary>The list's columns that are known to be asked about.</summary>
    public IReadOnlyCollection<string> Chosen => [.. _columns.Values.Where(column => column.Length > 0)];

    /// <summary>The list's column for one of them; empty while nobody knows.</summary>
    public string this[string wanted]
    {
        get => _columns[wanted];
        set => _columns[wanted] = value;
    }

    /// <summary>The choice.</summary>
    /// <exception cref="BadInputException">A column is missing; the message says which.</exception>
    internal ColumnChoice Choice() => Wanted.FirstOrDefault(wanted => _columns[wanted].Length == 0) is { } missing
        ? throw new BadInputException($"Which column of the list is '{missing}'? Choose one above.")
        : new ColumnChoice { Named = _columns.ToImmutableSortedDictionary(StringComparer.Ordinal) };
}
