using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Sqlite.Tests;

/// <summary>Things to write where it does not matter what they say.</summary>
internal static class Written
{
    public static JobId Job { get; } = new("00000000000b");

    public static Answer Answer(string text) => new()
    {
        Question = new QuestionVersion(new Hash128(0, 1)),
        Key = TextKey.Of(text),
        Text = text,
        Label = "Sales",
        Source = AnswerSource.Teacher,
        By = "recorded:test",
        At = DateTimeOffset.UnixEpoch,
    };

    public static Job SavedJob(string question) => new()
    {
        Id = Job,
        InputName = "leads.csv",
        InputHash = "0",
        OutputName = "leads.labelled.csv",
        QuestionName = question,
        Question = new QuestionVersion(new Hash128(0, 1)),
        Teacher = "recorded:test",
        Settings = new JobSettings(),
        LogPosition = 0,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    public static CallIntent Intent(decimal? ceiling, params string[] texts) => new()
    {
        Job = Job,
        Batch = default,
        Attempt = 1,
        Teacher = "recorded:test",
        Texts = [.. texts.Select(TextKey.Of)],
        Ceiling = ceiling is { } dollars ? Money.OfDollars(dollars) : null,
        At = DateTimeOffset.UnixEpoch,
    };

    public static CallEnd End(long call, decimal? cost, params Answer[] answers) => new()
    {
        Call = call,
        State = CallState.Answered,
        Usage = new Usage(10, 0, 1),
        Billing = Billing.Measured,
        Cost = cost is { } dollars ? Money.OfDollars(dollars) : null,
        At = DateTimeOffset.UnixEpoch.AddSeconds(1),
        Answers = [.. answers],
    };
}
