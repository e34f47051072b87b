using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace LeadScout.Messages;

/// <summary>
/// A text for a user that names settings and actions as data, so that everyone who shows it says them in the user's own words. Written as
/// an interpolated string, with a <see cref="Setting"/>, a <see cref="Remedy"/> or another message in its holes; numbers are written
/// invariantly. Not thread-safe while it is written.
/// </summary>
[InterpolatedStringHandler]
public sealed class UserMessage : IEquatable<UserMessage>
{
    private readonly List<object> _parts; // texts and remedies

    /// <param name="literalLength">As the compiler counts it.</param>
    /// <param name="formattedCount">As the compiler counts it.</param>
    public UserMessage(int literalLength, int formattedCount) => _parts = new List<object>(1 + (2 * formattedCount));

    private UserMessage(List<object> parts) => _parts = parts;

    /// <summary>What the message says can be set or done, in the order in which it does.</summary>
    public IReadOnlyList<Remedy> Remedies => [.. _parts.OfType<Remedy>()];

    /// <summary>A text that names nothing that can be set.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator UserMessage?(string? text) => text is null ? null : new([text]);

    /// <summary>A message that is but the name of something.</summary>
    public static implicit operator UserMessage(Setting setting) => new([Remedy.Of(setting)]);

    /// <summary>A message that is but something to set or to do.</summary>
    public static implicit operator UserMessage(Remedy remedy) => new([remedy]);

    /// <summary>The message itself: says to the compiler, where it would take an interpolated string for a text, that it is a message.</summary>
    public static UserMessage Of(UserMessage message) => message;

    /// <summary>The message, or nothing.</summary>
    public static UserMessage If(bool isSaid, UserMessage message) => isSaid ? message : "";

    /// <summary>Several messages, one after the other.</summary>
    public static UserMessage Join(string separator, IEnumerable<UserMessage> messages)
    {
        var parts = new List<object>();
        foreach (var message in messages)
        {
            if (parts.Count > 0)
            {
                parts.Add(separator);
            }

            parts.AddRange(message._parts);
        }

        return new UserMessage(parts);
    }

    /// <summary>For the compiler: a literal part.</summary>
    public void AppendLiteral(string value) => _parts.Add(value);

    /// <summary>For the compiler: any value.</summary>
    public void AppendFormatted<T>(T value, string? format = null) =>
        _parts.Add(value is IFormattable some ? some.ToString(format, CultureInfo.InvariantCulture) : value?.ToString() ?? "");

    /// <summary>For the compiler: something that can be set.</summary>
    public void AppendFormatted(Setting value) => _parts.Add(Remedy.Of(value));

    /// <summary>For the compiler: something that can be done.</summary>
    public void AppendFormatted(UserAction value) => _parts.Add(Remedy.Of(value));

    /// <summary>For the compiler: something that can be set or done.</summary>
    public void AppendFormatted(Remedy value) => _parts.Add(value);

    /// <summary>For the compiler: another message.</summary>
    public void AppendFormatted(UserMessage value) => _parts.AddRange(value._parts);

    /// <summary>The message with remedies in somebody's words.</summary>
    /// <param name="words">How a remedy is said.</param>
    public string In(Func<Remedy, string> words)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part as string ?? words((Remedy)part));
        }

        return text.ToString();
    }

    /// <summary>The message with its texts changed, as where a path is nobody's business. A remedy stays one.</summary>
    public UserMessage With(string said, string instead) => With(text => text.Replace(said, instead, StringComparison.Ordinal));

    /// <summary>The same, changed by whoever knows how.</summary>
    /// <param name="change">Given each text of it by itself.</param>
    public UserMessage With(Func<string, string> change) =>
        new(_parts.ConvertAll(part => part is string text ? change(text) : (object)((Remedy)part).With(change)));

    /// <summary>Whether both say the same, in whosever words.</summary>
    public bool Equals(UserMessage? other) => other is not null && In(Marked) == other.In(Marked);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UserMessage);

    /// <inheritdoc/>
    public override int GetHashCode() => In(Marked).GetHashCode(StringComparison.Ordinal);

    /// <summary>The message with remedies in the library's words.</summary>
    public override string ToString() => In(LibraryWords.Of);

    private static string Marked(Remedy remedy) => $"\0{remedy.Setting}\0{remedy.Action}\0{remedy.Value}\0";
}
