using System.Collections.Immutable;
using System.Text.Json.Serialization;

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
    public Precedence Precedence => (Incoming.Source, Held.Source) switch
    {
        (AnswerSource.Person, AnswerSource.Person) => Precedence.LastOfPerson,
        (AnswerSource.Person, _) => Precedence.IncomingPerson,
        (_, AnswerSource.Person) => Precedence.HeldPerson,
        _ => Incoming.By == Held.By ? Precedence.FirstOfTeacher : Precedence.EachTeacher,
    };
}

/// <summary>Which of two contradicting answers counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Precedence>))]
public enum Precedence
{
    /// <summary>The imported one: a person outranks the teacher.</summary>
    IncomingPerson = 0,

    /// <summary>The imported one: the last word of people counts, and it is the last in the log.</summary>
    LastOfPerson,

    /// <summary>The one held: a person outranks the teacher.</summary>
    HeldPerson,

    /// <summary>The one held: a teacher's first word counts.</summary>
    FirstOfTeacher,

    /// <summary>Both: each in jobs with its own teacher.</summary>
    EachTeacher,
}
