using LeadScout.Cli.Reports;
using LeadScout.Messages;

namespace LeadScout.Cli.Agents;

/// <summary>Remedies as an agent knows them: the parameters of its tools, and what only a person can do.</summary>
internal static class ToolWords
{
    /// <summary>As in <c>'column' Position</c>, or <c>--header-row 3 (which a person says to leadscout classify)</c>.</summary>
    public static string Of(Remedy remedy, string database) => remedy switch
    {
        { Setting: { } setting } when ParameterOf(setting) is { } parameter => remedy.Shown is { } value ? $"'{parameter}' {value}" : $"'{parameter}'",
        { Setting: { } setting } => $"{CommandWords.Of(remedy, database)} (which a person says to leadscout {(IsOfSession(setting) ? "mcp" : "classify")})",
        { Action: UserAction.StartJob } => "the tool label_list",
        { Action: UserAction.CorrectAnswers } => "the tool correct",
        _ => $"`{CommandWords.Of(remedy, database)}` (a person's, on the command line)",
    };

    private static string? ParameterOf(Setting setting) => setting switch
    {
        Setting.Column => "column",
        Setting.LabelColumn => "label_column",
        Setting.MaxCost => "max_cost_usd",
        Setting.Output => "output",
        Setting.Question => "question",
        _ => null,
    };

    private static bool IsOfSession(Setting setting) => setting is
        Setting.Teacher or Setting.TeacherUrl or Setting.TeacherHeader or Setting.Tier or Setting.Patience or Setting.PriceIn or Setting.PriceOut or Setting.PriceTable
        or Setting.Store;
}
