using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// A row of a list can't be used; the reader that threw this goes on behind it, so that all such rows can be named at once.
/// </summary>
/// <param name="fault">File, row, column and what is wrong, without a full stop: <c>'a.csv', row 2 (line 3) has 3 fields, the header has
/// 2</c>.</param>
/// <param name="advice">What is allowed and what to do, in sentences.</param>
/// <param name="cause">The cause, where there is one.</param>
public sealed class BadRowException(string fault, UserMessage advice, Exception? cause = null)
    : BadInputException("row-unusable", $"{fault}. {advice}", cause)
{
    /// <summary>File, row, column and what is wrong.</summary>
    public string Fault { get; } = fault;

    /// <summary>What to do.</summary>
    public UserMessage Advice { get; } = advice;
}
