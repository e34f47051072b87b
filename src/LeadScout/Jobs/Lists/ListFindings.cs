using System.Collections.Immutable;

namespace LeadScout.Jobs.Lists;

/// <summary>What the intake found in a list: what a person checks before the first call.</summary>
public sealed record ListFindings
{
    private const int MostSamples = 3;

    /// <summary>The list, as the user named it.</summary>
    public required string Name { get; init; }

    /// <summary>How it is understood; empty where a format has nothing to say.</summary>
    public required string Dialect { get; init; }

    /// <summary>The same part by part; null where a format has nothing to say.</summary>
    public ListLayout? Layout { get; init; }

    /// <summary>What was passed over or assumed, a sentence each.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The columns that are asked about, each once.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The first distinct texts, as they would be sent; at most three for each template.</summary>
    public required ImmutableArray<string> Samples { get; init; }

    /// <summary>Rows, the header not counted.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows without a text.</summary>
    public required long BlankRows { get; init; }

    /// <summary>Whether more than half of the rows have no text: the column may be the wrong one.</summary>
    public bool IsMostlyEmpty => 2 * BlankRows > Rows;

    /// <summary>Rows whose text has a flaw; of several templates, the sum.</summary>
    public required ImmutableSortedDictionary<TextFlaw, long> Flaws { get; init; }

    /// <summary>Rows whose text holds an e-mail address, which would be sent; of several templates, the most.</summary>
    public long RowsWithMailAddress { get; init; }

    /// <summary>What stands in the columns of labels that are put to the proof; empty where none are.</summary>
    public ImmutableArray<GivenColumn> Labels { get; init; } = [];

    /// <summary>Whether the job has made calls before: it was agreed to then.</summary>
    public bool HasBegun { get; init; }

    /// <summary>Whether a teacher would be asked about anything.</summary>
    public bool HasAsks { get; init; }

    /// <summary>What embedding the texts takes, before the first ask; null where it takes nothing.</summary>
    public EmbeddingNeed? Embedding { get; init; }

    /// <summary>Rows whose text has this flaw.</summary>
    public long RowsWith(TextFlaw flaw) => Flaws.GetValueOrDefault(flaw);

    internal static ListFindings Of(JobRequest request, ILeadReader reader, IReadOnlyCollection<LeadTexts> texts) => new()
    {
        Name = request.Input.Name,
        Dialect = reader.Dialect,
        Layout = reader.Layout,
        Notes = [.. reader.Notes],
        Columns = [.. request.Questions.SelectMany(question => question.Text.Columns).Distinct(StringComparer.Ordinal)],
        Samples = [.. texts.SelectMany(shared => Enumerable.Range(0, Math.Min(MostSamples, shared.Count)).Select(shared.Text))],
        Rows = texts.First().RowCount,
        BlankRows = texts.Max(shared => shared.BlankRows),
        RowsWithMailAddress = texts.Max(shared => shared.RowsWithMailAddress),
        Flaws = Enum.GetValues<TextFlaw>()
            .Where(flaw => flaw != TextFlaw.None)
            .Select(flaw => (flaw, Rows: texts.Sum(shared => shared.RowsWith(flaw))))
            .Where(found => found.Rows > 0)
            .ToImmutableSortedDictionary(found => found.flaw, found => found.Rows),
    };
}
