using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Benchmarks.Soak;

/// <summary>A teacher that counts what it is asked more than once. Thread-safe.</summary>
internal sealed class CountingTeacher(ITeacher teacher) : ITeacher
{
    private readonly Lock _gate = new();
    private readonly HashSet<TextKey> _asked = [];

    /// <summary>Texts asked.</summary>
    public int Texts
    {
        get
        {
            lock (_gate)
            {
                return _asked.Count;
            }
        }
    }

    /// <summary>Texts asked again.</summary>
    public int Repeated { get; private set; }

    /// <inheritdoc/>
    public TeacherProfile Profile => teacher.Profile;

    /// <inheritdoc/>
    public Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Repeated += ask.Texts.Count(text => !_asked.Add(TextKey.Of(text)));
        }

        return teacher.AskAsync(ask, cancellationToken);
    }
}
