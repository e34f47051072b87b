namespace LeadScout.Messages;

/// <summary>Remedies as a .NET developer knows them.</summary>
internal static class LibraryWords
{
    public static string Of(Remedy remedy) => remedy switch
    {
        { Setting: { } setting, Shown: { } value } => $"{setting} {value}",
        { Setting: { } setting } => $"{setting}",
        { Action: { } action } => Of(action, remedy.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy.Value, null),
    };

    private static string Of(UserAction action, string? subject) => action switch
    {
        UserAction.AddKey => "make a key for an administrator",
        UserAction.CopyStore => $"copy {subject} to",
        UserAction.CorrectAnswers => "correct the answers",
        UserAction.DeleteJob => $"delete the job {subject}",
        UserAction.ExamineStore => $"examine {subject}",
        UserAction.ExportAnswers => $"export the answers to {subject ?? "a file"}",
        UserAction.ForgetAnswers => $"forget the answers older than {subject} days",
        UserAction.ImportAnswers => "import the answers",
        UserAction.ListJobs => "list the jobs",
        UserAction.ListPatterns => "list the patterns",
        UserAction.NewQuestion => "a new question file",
        UserAction.ResumeJob => $"resume the job {subject}",
        UserAction.SettleJob => $"settle the job {subject} at what was measured",
        UserAction.StartJob => "label the list",
        UserAction.TryDemo => "the demo",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };
}
