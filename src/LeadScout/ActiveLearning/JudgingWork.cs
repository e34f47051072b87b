using LeadScout.Classifiers;

namespace LeadScout.ActiveLearning;

/// <summary>
/// What there is to judge of a long list, and what the student that judges it has learnt since the job began. Who has the same list and
/// learns the same lessons in the same order says the same, bit by bit; so others may judge a part. Nobody is waited for: what others have
/// taken and not delivered is judged here in the end. Thread-safe.
/// </summary>
/// <param name="clock">What times are read from.</param>
/// <param name="whenJudged">Told each time when the whole list is judged; on the thread that judges, so that it must not wait. Null for nobody.</param>
public sealed class JudgingWork(TimeProvider clock, Action<JudgingPass>? whenJudged = null)
{
    // Some tenths of a second each: short enough to wait for nobody, long enough to be worth a message (bench/results/nodes.md).
    private const int TextsInRange = 8_192;

    private readonly Lock _lock = new();
    private readonly List<Lesson> _lessons = [];
    private readonly Queue<JudgingRange> _open = [];
    private readonly LinkedList<JudgingRange> _out = []; // taken by others, the longest first
    private readonly Queue<Judged> _delivered = [];
    private readonly HashSet<string> _refused = [];
    private long _begunAt;
    private int _texts;
    private int _byOthers;

    /// <summary>Lessons that were learnt since the job began.</summary>
    public int LessonCount
    {
        get
        {
            lock (_lock)
            {
                return _lessons.Count;
            }
        }
    }

    /// <summary>The lessons after the first so many.</summary>
    /// <param name="count">How many the asker has learnt.</param>
    /// <param name="most">The most to give.</param>
    public Lesson[] LessonsAfter(int count, int most)
    {
        lock (_lock)
        {
            return count < 0 || count >= _lessons.Count ? [] : [.. _lessons.GetRange(count, Math.Min(most, _lessons.Count - count))];
        }
    }

    /// <summary>Takes a range to judge elsewhere.</summary>
    /// <param name="judge">Who takes it.</param>
    /// <returns>Null where there is none, or what this judge delivered was not what the student says.</returns>
    public JudgingRange? Take(string judge)
    {
        lock (_lock)
        {
            if (_refused.Contains(judge) || !_open.TryDequeue(out var range))
            {
                return null;
            }

            _out.AddLast(range);
            return range;
        }
    }

    /// <summary>Gives back a range that could not be judged.</summary>
    public void Return(JudgingRange range)
    {
        lock (_lock)
        {
            if (_out.Remove(range))
            {
                _open.Enqueue(range);
            }
        }
    }

    /// <summary>Delivers what was said of a range. Too late, it is passed over.</summary>
    /// <param name="judge">Who says it.</param>
    /// <param name="range">The range.</param>
    /// <param name="predictions">One for each of its texts, in their order.</param>
    public void Deliver(string judge, JudgingRange range, Prediction[] predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        lock (_lock)
        {
            if (_out.Remove(range))
            {
                _delivered.Enqueue(new Judged(judge, range, predictions));
            }
        }
    }

    /// <summary>Keeps a lesson for the others.</summary>
    internal void Learn(Lesson lesson)
    {
        lock (_lock)
        {
            _lessons.Add(lesson);
        }
    }

    /// <summary>Begins to judge so many texts; what is left of an earlier time is dropped.</summary>
    internal void Begin(int texts)
    {
        lock (_lock)
        {
            (_begunAt, _texts, _byOthers) = (clock.GetTimestamp(), texts, 0);
            _open.Clear();
            _out.Clear();
            _delivered.Clear();
            for (int from = 0; from < texts; from += TextsInRange)
            {
                _open.Enqueue(new JudgingRange(_lessons.Count, from, Math.Min(TextsInRange, texts - from)));
            }
        }
    }

    /// <summary>What is to be judged here next: what nobody has taken, else what another has had the longest. Null when all is judged.</summary>
    internal JudgingRange? TakeHere()
    {
        lock (_lock)
        {
            if (_open.TryDequeue(out var range))
            {
                return range;
            }

            if (_out.First is not { } longest)
            {
                return null;
            }

            _out.RemoveFirst();
            return longest.Value;
        }
    }

    /// <summary>Something that others have judged; null for nothing yet.</summary>
    internal Judged? TakeDelivered()
    {
        lock (_lock)
        {
            return _delivered.TryDequeue(out var judged) ? judged : null;
        }
    }

    /// <summary>Keeps what another has said of a range.</summary>
    internal void Accept(Judged judged)
    {
        lock (_lock)
        {
            _byOthers += judged.Range.Count;
        }
    }

    /// <summary>Ends the judging, if all is judged and taken in.</summary>
    /// <returns>Whether it is.</returns>
    internal bool TryEnd()
    {
        JudgingPass pass;
        lock (_lock)
        {
            if (_open.Count + _out.Count + _delivered.Count > 0)
            {
                return false;
            }

            pass = new JudgingPass(_texts, _byOthers, clock.GetElapsedTime(_begunAt));
        }

        whenJudged?.Invoke(pass);
        return true;
    }

    /// <summary>Has a range judged again: the student says something else. Who said that gets no more.</summary>
    internal void Refuse(Judged judged)
    {
        lock (_lock)
        {
            _refused.Add(judged.Judge);
            _open.Enqueue(judged.Range);
        }
    }

    /// <summary>A range that another has judged.</summary>
    /// <param name="Judge">Who.</param>
    /// <param name="Range">The range.</param>
    /// <param name="Predictions">What was said.</param>
    internal sealed record Judged(string Judge, JudgingRange Range, Prediction[] Predictions);
}
