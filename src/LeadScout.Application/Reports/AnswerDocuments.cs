using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Application.AnswerLog;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Stores;

namespace LeadScout.Application.Reports;

/// <summary>How many answers somebody gave, in <c>answers list</c>. Names are part of the command line's contract.</summary>
public sealed record AnswerCountDocument(
    string? Question, string Version, string Source, string By, long Answers, long Texts, long TakenBack, DateTimeOffset First,
    DateTimeOffset Last)
{
    public static AnswerCountDocument Of(AnswerCount count, string? question) => new(
        question, count.Question.ToString(), SourceWord(count.Source), count.By, count.Answers, count.Texts, count.TakenBack, count.First,
        count.Last);

    public static string SourceWord(AnswerSource source) => source == AnswerSource.Person ? "person" : "teacher";
}

/// <summary>What <c>answers export</c> wrote.</summary>
public sealed record ExportDocument(string File, long Answers, bool WithTexts);

/// <summary>What came of <c>answers import</c>.</summary>
public sealed record ImportDocument(
    string File,
    long Added,
    long Known,
    long Confirming,
    long Conflicting,
    IReadOnlyList<ConflictDocument> Conflicts,
    IReadOnlyDictionary<string, long> Left,
    IReadOnlyDictionary<string, long> UnknownLabels);

/// <summary>
/// Two answers that contradict each other; <c>counts</c> is <c>incoming</c>, <c>held</c> or <c>each</c> under its own LLM.
/// </summary>
public sealed record ConflictDocument(string Text, string Version, GivenDocument Incoming, GivenDocument Held, string Counts)
{
    public static ConflictDocument Of(Conflict conflict) => new(
        conflict.Incoming.Text,
        conflict.Incoming.Question.ToString(),
        GivenDocument.Of(conflict.Incoming),
        GivenDocument.Of(conflict.Held),
        conflict.Precedence switch
        {
            Precedence.IncomingPerson or Precedence.LastOfPerson => "incoming",
            Precedence.EachTeacher => "each",
            _ => "held",
        });
}

/// <summary>An answer as somebody gave it.</summary>
public sealed record GivenDocument(string Label, string Source, string By, DateTimeOffset At, string? Job, long? Call)
{
    public static GivenDocument Of(Answer answer) =>
        new(answer.Label, AnswerCountDocument.SourceWord(answer.Source), answer.By, answer.At, answer.Job?.Value, answer.PaidBy);
}

/// <summary>What came of <c>answers correct</c>; <c>label</c> is what counts now.</summary>
public sealed record CorrectionDocument(string Text, string Question, string? Label, bool Changed, IReadOnlyList<GivenDocument> Contradicts)
{
    /// <summary>Whether anybody had answered about the text before; if not, see that it is written as in the list.</summary>
    public bool AnsweredBefore { get; init; } = true;

    public static CorrectionDocument Of(Correction correction, Question question) =>
        new(correction.Text, question.Name, correction.Label, correction.Changed, [.. correction.Contradicts.Select(GivenDocument.Of)])
        {
            AnsweredBefore = correction.AnsweredBefore,
        };
}

/// <summary>What was forgotten, table by table, and the proof.</summary>
public sealed record ForgetDocument(
    int? Texts, string? OlderThan, long Answers, long JournalEntries, long Failures, int KeptForOtherQuestions, bool Clean,
    ImmutableArray<TraceDocument> Traces)
{
    /// <summary>Vectors that went with the texts.</summary>
    public long Vectors { get; init; }
}

/// <summary>
/// Where a forgotten text still shows: its bytes and keys in the database's files, and the values of other entries that hold it.
/// </summary>
public sealed record TraceDocument(string Text, long Bytes, long Keys, long OtherValues, bool Explained)
{
    public static TraceDocument Of(Trace trace) => new(trace.Traced.Text, trace.Bytes, trace.Keys, trace.Values, trace.IsExplained);
}
