namespace LeadScout.Teaching.Limits;

/// <summary>
/// Tells a request that is wrong as such (a parameter, a model) from texts that a provider takes exception to. Where it has accepted
/// another request, the texts are to blame. Where it has accepted none, or refuses request after request, it is the request. Thread-safe.
/// </summary>
/// <param name="patience">How many refusals in a row are too many, at least 1.</param>
/// <param name="proven">Whether earlier runs had answers.</param>
internal sealed class RequestRefusalBreaker(int patience, bool proven)
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource<bool>> _waiting = [];
    private bool _proven = proven;
    private int _out;
    private int _inARow;

    /// <summary>How many requests have been refused as bad since one was accepted.</summary>
    public int RefusedInARow
    {
        get
        {
            lock (_lock)
            {
                return _inARow;
            }
        }
    }

    /// <summary>A call goes out.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            _out++;
        }
    }

    /// <summary>A call has come home.</summary>
    /// <param name="fault">How it went wrong, or null.</param>
    public void Leave(TeacherFaultKind? fault)
    {
        lock (_lock)
        {
            _out--;
            if (fault is null or TeacherFaultKind.CutOff or TeacherFaultKind.Refused or TeacherFaultKind.Unreadable or TeacherFaultKind.TalkedRound)
            {
                (_proven, _inARow) = (true, 0);
            }

            _inARow += fault == TeacherFaultKind.BadRequest ? 1 : 0;
            if (_proven || _out == 0)
            {
                _waiting.ForEach(waiting => waiting.TrySetResult(_proven));
                _waiting.Clear();
            }
        }
    }

    /// <summary>Whether a refusal is about the texts. As long as none was accepted and others are still out, it waits for them.</summary>
    public Task<bool> IsAboutTheTextsAsync()
    {
        lock (_lock)
        {
            if (_proven || _out == 0 || _inARow >= patience)
            {
                return Task.FromResult(_proven && _inARow < patience);
            }

            var waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(waiting);
            return waiting.Task;
        }
    }
}
