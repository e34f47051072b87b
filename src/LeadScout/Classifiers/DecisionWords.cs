namespace LeadScout.Classifiers;

/// <summary>The words that result files, reports and the command line use for sources and reasons.</summary>
public static class DecisionWords
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
        UndecidedReason.Kept => "kept",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
