using System.Collections.Immutable;

namespace LeadScout.Answers;

/// <summary>What came of an import.</summary>
/// <param name="Added">Entries appended.</param>
/// <param name="Known">Entries that the log held already.</param>
/// <param name="Confirming">Of those added: said the label that counted already.</param>
/// <param name="Conflicting">Of those added: said another label than the one that counted before the import.</param>
/// <param name="Conflicts">The first <see cref="MostConflicts"/> conflicts.</param>
public sealed record ImportReport(long Added, long Known, long Confirming, long Conflicting, ImmutableArray<Conflict> Conflicts)
{
    /// <summary>The most conflicts that are kept to be shown.</summary>
    public const int MostConflicts = 1000;
}

/// <summary>Two answers to one text that say different labels.</summary>
/// <param name="Incoming">The imported one.</param>
/// <param name="Held">The one that counted before.</param>
public sealed record Conflict(Answer Incoming, Answer Held)
{
    /// <summary>Which of the two counts from now on.</summary>
    public Precedence Precedence => AnswerPrecedence.Between(Incoming, Held);
}
