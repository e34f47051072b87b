using System.Globalization;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Files.AnswerFiles;

/// <summary>
/// One answer as it stands in a file, with every field of the log's entry but its position, which is the order of the lines.
/// </summary>
internal sealed record AnswerLine
{
    /// <summary>What people call the question; may be missing.</summary>
    public string? Question { get; init; }

    /// <summary>The question's version: 32 hexadecimal digits.</summary>
    public string? Version { get; init; }

    public string? Text { get; init; }

    /// <summary>The key, where the log keeps no text.</summary>
    public string? Key { get; init; }

    /// <summary>The fingerprint of the secret that the key was made under.</summary>
    public string? KeyedUnder { get; init; }

    public string? Label { get; init; }

    public string? Source { get; init; }

    public string? By { get; init; }

    public string? At { get; init; }

    public string? Job { get; init; }

    public long? Call { get; init; }

    public string? AuditStudentLabel { get; init; }

    public double? AuditProbability { get; init; }

    public string? TakenBackBy { get; init; }

    public string? TakenBackAt { get; init; }

    /// <summary>An entry of a log.</summary>
    /// <param name="answer">The entry.</param>
    /// <param name="question">What people call its question.</param>
    /// <param name="keys">How the log makes keys.</param>
    public static AnswerLine Of(Answer answer, string? question, TextKeys keys) => new()
    {
        Question = question,
        Version = answer.Question.ToString(),
        Text = keys.Fingerprint is null ? answer.Text : null,
        Key = keys.Fingerprint is null ? null : answer.Key.ToString(),
        KeyedUnder = keys.Fingerprint,
        Label = answer.Label,
        Source = answer.Source == AnswerSource.Person ? "person" : "teacher",
        By = answer.By,
        At = Moment(answer.At),
        Job = answer.Job?.Value,
        Call = answer.PaidBy,
        AuditStudentLabel = answer.Audit?.StudentLabel,
        AuditProbability = answer.Audit?.Probability,
        TakenBackBy = answer.Retracted?.By,
        TakenBackAt = answer.Retracted is { } retraction ? Moment(retraction.At) : null,
    };

    /// <summary>The entry for a log that makes keys like this.</summary>
    /// <exception cref="FormatException">A field is missing or can't be; the message says which, and what is allowed.</exception>
    public Answer ToAnswer(TextKeys keys)
    {
        var source = Source switch
        {
            "teacher" => AnswerSource.Teacher,
            "person" => AnswerSource.Person,
            _ => throw Bad("source", Source, "teacher or person"),
        };
        return new Answer
        {
            Question = new QuestionVersion(Hash("version", Version)),
            Key = KeyUnder(keys),
            Text = Text ?? "",
            Label = LabelNamed(Label, "label"),
            Source = source,
            By = string.IsNullOrWhiteSpace(By) ? throw Bad("by", By, "the name of the LLM or person") : By,
            At = ToMoment("at", At),
            Job = Job is null ? null : ToJob(Job),
            ImportedCall = Call is null or > 0
                ? Call
                : throw Bad("call", Call.Value.ToString(CultureInfo.InvariantCulture), "a number from 1"),
            Audit = ToAudit(),
            Retracted = ToRetraction(source),
        };
    }

    private TextKey KeyUnder(TextKeys keys)
    {
        if (Key is null)
        {
            return TextNormaliser.Normalise(Text ?? "").Length > 0 ? keys.Of(Text!) : throw Bad("text", Text, "a text that is not blank");
        }

        return Text is null && KeyedUnder is not null && KeyedUnder == keys.Fingerprint
            ? new TextKey(Hash("key", Key))
            : throw new FormatException(
                "it has a key instead of a text, and keys can only go into a database without texts that was begun with the same secret (LEADSCOUT_TEXT_KEY)");
    }

    private AuditMark? ToAudit() => (AuditStudentLabel, AuditProbability) switch
    {
        (null, null) => null,
        ({ } label, > 0 and <= 1) => new AuditMark(LabelNamed(label, "audit student label"), AuditProbability.Value),
        _ => throw Bad(
            "audit probability",
            AuditProbability?.ToString(CultureInfo.InvariantCulture),
            "a number above 0 up to 1, beside the student's label"),
    };

    private Retraction? ToRetraction(AnswerSource source) => (TakenBackBy, TakenBackAt) switch
    {
        (null, null) => null,
        ({ Length: > 0 } by, { } at) when source == AnswerSource.Person => new Retraction(by, ToMoment("taken back at", at)),
        _ => throw new FormatException("only a person's answer is taken back, by someone and at a time"),
    };

    private static JobId ToJob(string job)
    {
        try
        {
            return new JobId(job);
        }
        catch (ArgumentException)
        {
            throw Bad("job", job, "twelve of 0-9 and a-f");
        }
    }

    private static string LabelNamed(string? name, string field)
    {
        try
        {
            return new Label(name!).Name;
        }
        catch (ArgumentException)
        {
            throw Bad(field, name, "a label's name, without line breaks, surrounding blanks and characters that can't be printed");
        }
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset ToMoment(string field, string? text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw Bad(field, text, "a time as in 2026-03-29T14:05:00Z");

    private static Hash128 Hash(string field, string? digits) =>
        Hash128.TryParse(digits, out var hash) ? hash : throw Bad(field, digits, "32 hexadecimal digits");

    private static FormatException Bad(string field, string? value, string allowed) =>
        new(value is null ? $"the {field} is missing. Allowed: {allowed}" : $"the {field} can't be '{value}'. Allowed: {allowed}");
}
