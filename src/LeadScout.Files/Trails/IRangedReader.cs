using LeadScout.Files.Disk;
using LeadScout.Jobs.Lists;

namespace LeadScout.Files.Trails;

/// <summary>A reader whose leads are ranges of a list's bytes, one after the other.</summary>
internal interface IRangedReader : ILeadReader
{
    /// <summary>Whether they really are: whether it can be told how many bytes every lead takes.</summary>
    bool HasRanges { get; }

    /// <summary>
    /// The range of what stands in front of the first lead, if that is a header, to which the added columns' names are added.
    /// </summary>
    LeadRange? HeaderRange { get; }

    /// <summary>The range of the current lead.</summary>
    LeadRange Range { get; }

    /// <summary>At the end: how many bytes stand behind the last lead.</summary>
    int EndLength { get; }

    /// <summary>The list's bytes, as far as they were read.</summary>
    HashedStream Bytes { get; }

    /// <summary>The list, for messages.</summary>
    string Name { get; }

    /// <summary>Makes the bytes that are added to a lead.</summary>
    IAddedCells CellsOf(IReadOnlyList<AddedColumn> added);
}
