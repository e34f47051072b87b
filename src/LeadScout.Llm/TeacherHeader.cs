using System.Text.RegularExpressions;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Llm;

/// <summary>
/// A header that goes along with every call to a teacher. Its value is said outright, or stands in an environment variable.
/// </summary>
public sealed partial record TeacherHeader
{
    private const string FromEnvironment = "env:";

    // They say how the connection works, or what is sent over it: that is the client's business.
    private static readonly string[] Fixed =
    [
        "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Expect", "Host", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization",
        "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    ];

    private TeacherHeader(string name, string? value, string? variable) => (Name, Value, Variable) = (name, value, variable);

    /// <summary>The header's name.</summary>
    public string Name { get; }

    /// <summary>The value as it was said; null when it stands in <see cref="Variable"/>, or is not known any more.</summary>
    public string? Value { get; }

    /// <summary>The environment variable with the value; null when it was said outright.</summary>
    public string? Variable { get; }

    /// <summary>What may be kept: the name, and the variable if there is one. Never a value.</summary>
    public string Kept => Variable is null ? Name : $"{Name}: {FromEnvironment}{Variable}";

    /// <summary>Reads <c>Name: value</c> or <c>Name: env:VARIABLE</c>.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="place">Where it was written, for the message; null for the setting itself.</param>
    /// <exception cref="BadInputException">It is no header, one that is not the user's to set, or a secret said outright. The message does
    /// not repeat the value.</exception>
    public static TeacherHeader Parse(string text, UserMessage? place = null)
    {
        place ??= Setting.TeacherHeader;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw new BadInputException(
                $"{place} has no colon. Allowed: 'Name: value', or 'Name: env:VARIABLE' for a value from the environment.");
        }

        return Of(text[..colon].Trim(), text[(colon + 1)..].Trim(), place);
    }

    /// <summary>A header from its two parts.</summary>
    /// <exception cref="BadInputException">As for <see cref="Parse"/>.</exception>
    public static TeacherHeader Of(string name, string value, UserMessage place)
    {
        if (!Token().IsMatch(name))
        {
            throw new BadInputException($"{place}: '{name}' is no name of a header. Allowed: letters, digits and hyphens, as in X-Team.");
        }

        if (Fixed.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new BadInputException($"{place}: {name} belongs to the connection and can't be set.");
        }

        if (value.StartsWith(FromEnvironment, StringComparison.Ordinal))
        {
            var variable = value[FromEnvironment.Length..].Trim();
            return VariableName().IsMatch(variable)
                ? new TeacherHeader(name, null, variable)
                : throw new BadInputException(
                    $"{place}: after {FromEnvironment} {name} needs the name of an environment variable, as in {name}: env:GATEWAY_TOKEN.");
        }

        if (MayBeSecret().IsMatch(name))
        {
            throw new BadInputException(
                $"{place}: {name} is a secret, and secrets come from the environment only. Put it into a variable and say: {name}: env:VARIABLE.");
        }

        return new TeacherHeader(
            name,
            EnvironmentSecret.IsPlain(value)
                ? value
                : throw new BadInputException($"{place}: the value of {name} has a character that no header can carry."),
            null);
    }

    /// <summary>What was kept, read again: a value that was said outright is missing.</summary>
    public static TeacherHeader OfKept(string kept)
    {
        var colon = kept.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new TeacherHeader(kept, null, null)
            : new TeacherHeader(kept[..colon], null, kept[(colon + 1)..].Trim()[FromEnvironment.Length..]);
    }

    /// <summary>The value that is sent.</summary>
    /// <exception cref="BadInputException">The variable is not set, or holds what no header can carry; or the value is not known any
    /// more.</exception>
    public string ValueFrom(Func<string, string?> environment) => Variable is null
        ? Value ?? throw new BadInputException(
            "header-value-missing",
            $"The value of the header {Name} was not kept with the job. Give it again with {Setting.TeacherHeader.To($"{Name}: ...")}, or let it come from the environment: '{Name}: env:VARIABLE'.")
        : EnvironmentSecret.Read(environment, Variable)
            ?? throw new BadInputException($"The header {Name} comes from the environment variable {Variable}, which is not set.");

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();

    [GeneratedRegex("auth|cookie|token|secret|password|api-?_?key|signature", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MayBeSecret();
}
