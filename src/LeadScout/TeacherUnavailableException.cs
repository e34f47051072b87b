using LeadScout.Answers;

namespace LeadScout;

/// <summary>
/// The teacher could not be reached, refused, or gave no usable answer: nothing more can be asked for now. What was answered is kept, and
/// the same call goes on where this one stopped. <see cref="Exception.InnerException"/> is what the client threw, if it threw anything.
/// </summary>
public sealed class TeacherUnavailableException : Exception
{
    /// <param name="message">What happened and what to do.</param>
    /// <param name="inner">What the teacher's client threw last; null for nothing.</param>
    public TeacherUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The job that was stopped, and is kept; null where it was no job.</summary>
    public JobId? Job { get; init; }
}
