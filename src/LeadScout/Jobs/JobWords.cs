using LeadScout.Cascades;

namespace LeadScout.Jobs;

/// <summary>The words that result files, reports and the command line use for sources, reasons, states and modes.</summary>
public static class JobWords
{
    /// <summary>As in the result file's source column.</summary>
    public static string Word(this DecisionSource source) => source switch
    {
        DecisionSource.None => "undecided",
        DecisionSource.Person => "person",
        DecisionSource.Exact => "exact",
        DecisionSource.Rule => "rule",
        DecisionSource.Student => "student",
        DecisionSource.Teacher => "teacher",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };

    /// <summary>As after <c>undecided:</c> in the result file's source column.</summary>
    public static string Word(this UndecidedReason reason) => reason switch
    {
        UndecidedReason.None => "",
        UndecidedReason.Blank => "blank",
        UndecidedReason.Failed => "failed",
        UndecidedReason.OutOfMoney => "out-of-money",
        UndecidedReason.NotAsked => "not-asked",
        UndecidedReason.TooLong => "too-long",
        UndecidedReason.CellError => "cell-error",
        UndecidedReason.NotComputed => "not-computed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>As in reports and lists of jobs.</summary>
    public static string Word(this JobState state) => state switch
    {
        JobState.Running => "running",
        JobState.Done => "done",
        JobState.Interrupted => "interrupted",
        JobState.OutOfMoney => "out-of-money",
        JobState.TeacherUnavailable => "teacher-unavailable",
        JobState.Reopened => "reopened",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>As in the option <c>--learn</c>.</summary>
    public static string Word(this LearnMode mode) => mode switch
    {
        LearnMode.Immediate => "immediate",
        LearnMode.Deferred => "deferred",
        LearnMode.DeferredJob => "deferred:job",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };
}
