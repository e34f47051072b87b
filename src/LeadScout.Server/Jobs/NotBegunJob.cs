using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Server.Jobs;

/// <summary>A job that was given to the server as it stands before it is on record.</summary>
internal static class NotBegunJob
{
    /// <summary>What is known of it.</summary>
    public static Job NotBegun(this SubmittedJob given, JobState state = JobState.Interrupted) => new()
    {
        Id = given.Id,
        InputName = given.InputName,
        InputHash = "",
        OutputName = given.Invocation.GetValueOrDefault("output", ""),
        QuestionName = given.QuestionName,
        Question = default,
        Teacher = given.Teacher,
        Settings = given.Settings,
        Invocation = given.Invocation,
        LogPosition = 0,
        State = state,
        CreatedAt = given.At,
        UpdatedAt = given.At,
    };
}
