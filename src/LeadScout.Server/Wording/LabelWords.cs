using LeadScout.Messages;

namespace LeadScout.Server.Wording;

/// <summary>Remedies as a person before the dashboard knows them: the labels of its forms and its buttons.</summary>
internal static class LabelWords
{
    /// <summary>As in <c>“Row of the header” 3</c>.</summary>
    public static string Of(Remedy remedy) => remedy switch
    {
        { Setting: Setting.Column, Value: { } value } when value.Split('=', 2) is [var asked, var column] =>
            $"“{LabelOf(Setting.Column)} for {asked}” '{column}'",
        { Setting: { } setting } when LabelOf(setting) is { } label => remedy.Shown is { } value ? $"“{label}” {value}" : $"“{label}”",
        { Setting: { } setting } => Elsewhere(setting) ?? OperatorWords.Of(setting),
        { Action: { } action } => Of(action, remedy.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy, null),
    };

    /// <summary>The label of the field that sets it; null where no form has one.</summary>
    public static string? LabelOf(Setting setting) => setting switch
    {
        Setting.Column => "Column",
        Setting.Delimiter => "Delimiter of a CSV",
        Setting.Embeddings => "Embeddings",
        Setting.Encoding => "Encoding of a CSV",
        Setting.Escalate => "Second LLM",
        Setting.HeaderRow => "Row of the header",
        Setting.Hint => "Columns that give a hint",
        Setting.Keep => "Keep the labels of",
        Setting.LabelColumn => "Columns that hold labels",
        Setting.LabelMap => "Other names for labels",
        Setting.MaxAudits => "Texts to draw at most",
        Setting.MaxCost => "Spending limit, US $",
        Setting.OutColumn => "Name of the new column",
        Setting.Patience => "Patience altogether",
        Setting.Question => "Question",
        Setting.Quote => "Quote of a CSV",
        Setting.Reopen => "But decide anew",
        Setting.RowsPerCall => "Texts in one call",
        Setting.Sheet => "Sheet of a workbook",
        Setting.Teacher => "LLM",
        Setting.Tier => "Tier",
        Setting.UnknownLabels => "A label that the question does not have",
        _ when (Elsewhere(setting) ?? OperatorWords.Of(setting)).Length > 0 => null,
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, null),
    };

    /// <summary>What went wrong, for a person before the dashboard, who may sit anywhere.</summary>
    public static string Of(Exception refused, MachinePaths paths) => paths.Without(refused).In(Of);

    private static string? Elsewhere(Setting setting) => setting switch
    {
        Setting.InputFormat => "the ending of its name",
        Setting.RetryFailed => "“Resume”",
        _ => null,
    };

    private static string Of(UserAction action, string? subject) => action switch
    {
        UserAction.CorrectAnswers => "correct the rows of a job",
        UserAction.DeleteJob => $"“Cancel” on the page of job {subject}",
        UserAction.ForgetAnswers => "“Settings”",
        UserAction.ListJobs => "“Jobs”",
        UserAction.ListPatterns => "“Learned”",
        UserAction.NewQuestion => "“New question”",
        UserAction.ResumeJob => $"“Resume” on the page of job {subject}",
        UserAction.SettleJob => $"“Settle the bill” on the page of job {subject}",
        UserAction.StartJob => "“New list”",
        _ => OperatorWords.Of(action, subject),
    };
}
