using LeadScout.Teaching;

namespace LeadScout.Scale.Warm;

/// <summary>A teacher of a job that knows everything: whoever asks it has found a bug.</summary>
internal sealed class UnaskedTeacher(TeacherProfile profile) : ITeacher
{
    /// <inheritdoc/>
    public TeacherProfile Profile => profile;

    /// <inheritdoc/>
    public Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The job was to know everything, and asks.");
}
