using LeadScout.Messages;

namespace LeadScout.Stores;

/// <summary>
/// A message as it is kept: a text, in which what can be set or done stands by its name and value between two marks, so that whoever reads
/// it can still say it in a user's own words. A text without marks is a message as well.
/// </summary>
internal static class StoredMessage
{
    private const char Mark = '\u001f'; // the unit separator of ASCII, which no message has a use for

    public static string Of(UserMessage message) =>
        message.With($"{Mark}", " ").In(remedy => $"{Mark}{remedy.Setting}{remedy.Action}{(remedy.Value is { } value ? "=" + value : "")}{Mark}");

    public static UserMessage Read(string stored) =>
        UserMessage.Join("", stored.Split(Mark).Select((part, place) => place % 2 == 0 ? part : RemedyOf(part)));

    // A name that a later release has written is better shown than nothing.
    private static UserMessage RemedyOf(string part)
    {
        var (name, value) = part.Split('=', 2) is [var before, var behind] ? (before, behind) : (part, null);
        return Enum.TryParse<Setting>(name, out var setting) ? Remedy.Of(setting, value)
            : Enum.TryParse<UserAction>(name, out var action) ? Remedy.Of(action, value)
            : $"{name} {value}".TrimEnd();
    }
}
