using LeadScout.Questions;
using LeadScout.Teaching.Limits;

namespace LeadScout.Application.Jobs;

/// <summary>How a teacher is asked, as it was written in a request or a form; null or blank for what was not said.</summary>
public sealed record TeacherSettingTexts
{
    public string? Timeout { get; init; }

    public string? Patience { get; init; }

    public string? StructuredOutput { get; init; }

    public string? ThinkingTokens { get; init; }

    public string? Temperature { get; init; }

    public string? Tier { get; init; }

    public bool TierFallback { get; init; }

    /// <summary>What it means.</summary>
    /// <exception cref="BadInputException">Something is not allowed; the message says which, and what is.</exception>
    public TeacherSettings Read() => new()
    {
        Timeout = Read("timeout", Timeout, TeacherSettingWords.AllowedTimeouts, TeacherSettingWords.TimeoutOf),
        Patience = Read("patience", Patience, TeacherSettingWords.AllowedPatience, TeacherSettingWords.PatienceOf),
        StructuredOutput = Read(
            "structuredOutput", StructuredOutput, TeacherSettingWords.AllowedFormats, TeacherSettingWords.ReplyFormatOf),
        ThinkingTokens = Read("thinkingTokens", ThinkingTokens, TeacherSettingWords.AllowedThinking, TeacherSettingWords.ThinkingOf),
        Temperature = Read("temperature", Temperature, TeacherSettingWords.AllowedTemperatures, TeacherSettingWords.TemperatureOf),
        Tier = Read("tier", Tier, TeacherSettingWords.AllowedTiers, TeacherSettingWords.TierOf),
        TierFallback = TierFallback,
    };

    private static T? Read<T>(string name, string? text, string allowed, Func<string, T?> read)
        where T : struct =>
        text?.Trim() is not { Length: > 0 } said
            ? null
            : read(said) ?? throw new BadInputException($"{name} can't be '{said}'. Allowed: {allowed}.");
}
