using LeadScout.Messages;

namespace LeadScout.Questions;

/// <summary>
/// What the user gave can't be used: the message says what is wrong, where, what is allowed and what to do. Settings and actions that it
/// names are data; <see cref="Exception.Message"/> has the library's words for them.
/// </summary>
public class BadInputException : Exception
{
    /// <summary>The code of a message that has none of its own.</summary>
    public const string UsualCode = "bad-input";

    /// <param name="wording">For the user.</param>
    /// <param name="inner">The cause.</param>
    public BadInputException(UserMessage wording, Exception? inner = null)
        : this(UsualCode, wording, inner)
    {
    }

    /// <param name="code">Stable, for programs; see <see cref="Code"/>.</param>
    /// <param name="wording">For the user.</param>
    /// <param name="inner">The cause.</param>
    public BadInputException(string code, UserMessage wording, Exception? inner = null)
        : base(wording.ToString(), inner) => (Code, Wording) = (code, wording);

    /// <summary>What is wrong, for programs: stable, small letters and hyphens, as in <c>header-unclear</c>.</summary>
    public string Code { get; }

    /// <summary>The message, for whoever shows it in a user's own words.</summary>
    public UserMessage Wording { get; }

    /// <summary>What the user can set or do.</summary>
    public IReadOnlyList<Remedy> Remedies => Wording.Remedies;
}
