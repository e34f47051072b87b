namespace LeadScout.Teaching;

/// <summary>
/// A teacher, or the client that it asks through, threw what nobody foresaw: a bug or a broken world, no reply. What it threw is the
/// <see cref="Exception.InnerException"/>. The text has no label; asking about others goes on.
/// </summary>
internal sealed class TeacherException : Exception
{
    /// <param name="message">For a person: who failed and how.</param>
    /// <param name="inner">What was thrown.</param>
    public TeacherException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>A teacher that threw when it was asked.</summary>
    internal static TeacherException Of(string teacher, Exception thrown) =>
        new($"{teacher} could not be asked: {thrown.GetType().Name}. The inner exception says more.", thrown);
}
