using System.Collections.Immutable;

namespace LeadScout.Server.Jobs;

/// <summary>What leads a job from one standing to the next. The OpenAPI document and docs/server.md show this table; tests hold a real job to it.</summary>
internal static class JobStateMachine
{
    /// <summary>The table, by where a job stands.</summary>
    public static ImmutableArray<JobStep> Steps { get; } =
    [
        new(JobStanding.Waiting, "it waits for its turn", [JobStanding.Working, JobStanding.Pausing, JobStanding.Paused, JobStanding.Stopped]),
        new(
            JobStanding.Working,
            "it is at work",
            [
                JobStanding.Pausing, JobStanding.Paused, JobStanding.Done, JobStanding.OutOfMoney, JobStanding.TeacherUnavailable,
                JobStanding.Stopped, JobStanding.Waiting,
            ]),
        new(
            JobStanding.Pausing,
            "it was told to pause; calls in flight come home",
            [JobStanding.Paused, JobStanding.Done, JobStanding.OutOfMoney, JobStanding.TeacherUnavailable, JobStanding.Stopped]),
        new(JobStanding.Paused, "it stands still as somebody wished, or was only tried", [JobStanding.Waiting]),
        new(JobStanding.Stopped, "a fault stopped it, such as a full disk; stoppedBecause says which", [JobStanding.Waiting]),
        new(JobStanding.OutOfMoney, "its spending limit is reached; the result has what was decided", [JobStanding.Waiting]),
        new(JobStanding.TeacherUnavailable, "the LLM could not be reached, or refused", [JobStanding.Waiting]),
        new(JobStanding.Done, "its result is written", [JobStanding.Waiting, JobStanding.Reopened]),
        new(JobStanding.Reopened, "its result is written, but a pattern behind some rows was retired since", [JobStanding.Waiting]),
    ];

    /// <summary>Whether one may follow on the other.</summary>
    public static bool Allows(JobStanding from, JobStanding to) => from == to || Steps.First(step => step.From == from).To.Contains(to);

    /// <summary>The table as Markdown.</summary>
    public static string Table() =>
        "| status | meaning | then |\n|---|---|---|\n" + string.Join('\n', Steps.Select(step =>
            $"| `{step.From.Word()}` | {step.Meaning} | {string.Join(", ", step.To.Select(to => $"`{to.Word()}`"))} |"));
}

/// <summary>Where a job stands, what that means, and what may come next. A job can be deleted wherever it stands.</summary>
internal sealed record JobStep(JobStanding From, string Meaning, ImmutableArray<JobStanding> To);
