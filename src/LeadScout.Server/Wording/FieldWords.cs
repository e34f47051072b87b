using LeadScout.Messages;

namespace LeadScout.Server.Wording;

/// <summary>Remedies as a client of the HTTP API knows them: its own fields and addresses.</summary>
internal static class FieldWords
{
    /// <summary>As in <c>headerRow 3</c> or <c>DELETE /api/v1/jobs/3f2a</c>.</summary>
    public static string Of(Remedy remedy) => remedy switch
    {
        { Setting: Setting.Column, Value: { } value } when value.Split('=', 2) is [var asked, var column] =>
            $$"""columns {"{{asked}}": "{{column}}"}""",
        { Setting: { } setting } when FieldOf(setting) is { } field => remedy.Shown is { } value ? $"{field} {value}" : field,
        { Setting: { } setting } => OperatorWords.Of(setting),
        { Action: { } action } => CallOf(action, remedy.Value) ?? OperatorWords.Of(action, remedy.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy, null),
    };

    /// <summary>The field of a request that sets it; null where a client can't.</summary>
    public static string? FieldOf(Setting setting) => setting switch
    {
        Setting.Column => "column",
        Setting.Delimiter => "delimiter",
        Setting.Embeddings => "embeddings",
        Setting.Encoding => "encoding",
        Setting.Escalate => "escalate",
        Setting.HeaderRow => "headerRow",
        Setting.Hint => "hints",
        Setting.InputFormat => "inputFormat",
        Setting.Keep => "keep",
        Setting.LabelColumn => "labelColumns",
        Setting.LabelMap => "labelMap",
        Setting.MaxAudits => "maxAudits",
        Setting.MaxCost => "maxCostUsd",
        Setting.OutColumn => "outColumns",
        Setting.Patience => "patience",
        Setting.Question => "question",
        Setting.Quote => "quote",
        Setting.Reopen => "reopen",
        Setting.RetryFailed => "retryFailed",
        Setting.RowsPerCall => "rowsPerCall",
        Setting.Sheet => "sheet",
        Setting.Teacher => "teacher",
        Setting.Tier => "tier",
        Setting.UnknownLabels => "unknownLabels",
        _ when OperatorWords.Of(setting).Length > 0 => null,
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, null),
    };

    /// <summary>Whether a client can do it.</summary>
    public static bool IsOffered(UserAction action) => CallOf(action, null) is not null;

    private static string? CallOf(UserAction action, string? subject) => action switch
    {
        UserAction.CorrectAnswers => "POST /api/v1/answers/corrections",
        UserAction.DeleteJob => $"DELETE /api/v1/jobs/{subject}",
        UserAction.ForgetAnswers => "POST /api/v1/answers/forget",
        UserAction.ListJobs => "GET /api/v1/jobs",
        UserAction.ListPatterns => "GET /api/v1/patterns",
        UserAction.NewQuestion => "POST /api/v1/questions",
        UserAction.ResumeJob => $"POST /api/v1/jobs/{subject}/resume",
        UserAction.SettleJob => $"POST /api/v1/jobs/{subject}/settle",
        UserAction.StartJob => "POST /api/v1/jobs",
        _ => null,
    };
}
