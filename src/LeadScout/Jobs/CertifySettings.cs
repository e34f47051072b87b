using System.Collections.Immutable;
using LeadScout.Messages;

namespace LeadScout.Jobs;

/// <summary>How a list's own labels are put to the proof.</summary>
public sealed record CertifySettings
{
    /// <summary>The most columns of labels.</summary>
    public const int MostColumns = 8;

    /// <summary>Audits at most, unless said otherwise.</summary>
    public const int DefaultMaxAudits = 2000;

    private readonly int _maxAudits = DefaultMaxAudits;

    /// <summary>The columns that hold the labels, as the list's header names them; at least one, each once.</summary>
    public required ImmutableArray<string> LabelColumns { get; init; }

    /// <summary>What becomes of labels that the question does not have.</summary>
    public UnknownLabels UnknownLabels { get; init; }

    /// <summary>By a name in the list: the question's label that it means.</summary>
    public ImmutableSortedDictionary<string, string> LabelMap { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Texts to draw at most, 1 to 1,000,000; 2,000 by default. No part of the job's identity: it goes on with more.
    /// </summary>
    public int MaxAudits
    {
        get => _maxAudits;
        init => _maxAudits = SettingRanges.MaxAudits.Checked(value, "Audits");
    }
}
