using System.Globalization;
using LeadScout.Llm;

namespace LeadScout.Application.Jobs;

/// <summary>
/// The words for a teacher's settings, alike on the command line, in the API and in files: each reads a text and gives null for what is not
/// allowed.
/// </summary>
public static class TeacherSettingWords
{
    public const string AllowedFormats = "auto, schema, object, none";
    public const string AllowedTiers = "standard, flex";
    public const string AllowedTemperatures = "a number from 0 to 2";
    public const string AllowedThinking = "a whole number of tokens from 0 to 1000000";
    public const string AllowedTimeouts = DurationText.Allowed + ", from 1s to 1d";
    public const string AllowedPatience = DurationText.Allowed + ", from 0s to 30d";

    private const int MostThinking = 1_000_000;

    public static string Of(ReplyFormat format) =>
        format switch { ReplyFormat.Schema => "schema", ReplyFormat.JsonObject => "object", ReplyFormat.None => "none", _ => "auto" };

    public static string Of(ServiceTier tier) => tier == ServiceTier.Flex ? "flex" : "standard";

    public static ReplyFormat? ReplyFormatOf(string text) => text.Trim().ToUpperInvariant() switch
    {
        "AUTO" => ReplyFormat.Auto,
        "SCHEMA" => ReplyFormat.Schema,
        "OBJECT" => ReplyFormat.JsonObject,
        "NONE" => ReplyFormat.None,
        _ => null,
    };

    public static ServiceTier? TierOf(string text) =>
        text.Trim().ToUpperInvariant() switch { "STANDARD" => ServiceTier.Standard, "FLEX" => ServiceTier.Flex, _ => null };

    public static float? TemperatureOf(string text) =>
        float.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var temperature)
            && temperature is >= 0 and <= 2
            ? temperature
            : null;

    public static int? ThinkingOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) && tokens <= MostThinking ? tokens : null;

    public static TimeSpan? TimeoutOf(string text) =>
        DurationText.Parse(text) is { } time && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromDays(1) ? time : null;

    public static TimeSpan? PatienceOf(string text) => DurationText.Parse(text);
}
