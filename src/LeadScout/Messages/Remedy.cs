using System.Globalization;

namespace LeadScout.Messages;

/// <summary>
/// What a message says can be set or done. The message names it by the library's word; whoever shows it to a user says it in the user's own
/// words (an option, a field, a label).
/// </summary>
public sealed record Remedy
{
    private Remedy(Setting? setting, UserAction? action, string? value) => (Setting, Action, Value) = (setting, action, value);

    /// <summary>What can be set; null when something is to be done.</summary>
    public Setting? Setting { get; }

    /// <summary>What can be done; null when something is to be set.</summary>
    public UserAction? Action { get; }

    /// <summary>To what it would be set, or what it would be done to, unquoted; null where the message leaves it open.</summary>
    public string? Value { get; }

    /// <summary>The value as it can be told from the sentence around it: in quotes unless it is a word.</summary>
    public string? Shown => Value is null || Value.All(c => char.IsLetterOrDigit(c) || "._/\\:+@%=-".Contains(c, StringComparison.Ordinal))
        && Value.Any(char.IsLetterOrDigit) ? Value : $"'{Value}'";

    /// <summary>Set this.</summary>
    public static Remedy Of(Setting setting, string? value = null) => new(setting, null, value);

    /// <summary>Do this.</summary>
    public static Remedy Of(UserAction action, string? subject = null) => new(null, action, subject);

    /// <summary>The library's words, as in <c>HeaderRow 3</c>.</summary>
    public override string ToString() => LibraryWords.Of(this);

    /// <summary>The same, its value changed.</summary>
    internal Remedy With(Func<string, string> change) => Value is null ? this : new Remedy(Setting, Action, change(Value));
}

/// <summary>Remedies in short.</summary>
public static class Remedies
{
    /// <summary>Set this to that.</summary>
    public static Remedy To(this Setting setting, string value) => Remedy.Of(setting, value);

    /// <summary>Set this to that.</summary>
    public static Remedy To(this Setting setting, long value) => Remedy.Of(setting, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Do this to that.</summary>
    public static Remedy On(this UserAction action, string subject) => Remedy.Of(action, subject);
}
