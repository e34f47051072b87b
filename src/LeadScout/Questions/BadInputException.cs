namespace LeadScout.Questions;

/// <summary>
/// What the user gave can't be used: the message says what is wrong, where, what is allowed and what to do, and is shown as it is.
/// </summary>
public class BadInputException : Exception
{
    /// <param name="message">For the user.</param>
    public BadInputException(string message)
        : base(message)
    {
    }

    /// <param name="message">For the user.</param>
    /// <param name="inner">The cause.</param>
    public BadInputException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
