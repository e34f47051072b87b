using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Jobs.Running;

/// <summary>
/// The student of a job that runs elsewhere: it learns the same lessons in the same order, and judges ranges of the job's list. Asks nobody
/// and changes nothing in the store. Not thread-safe.
/// </summary>
public sealed class StudentReplica : IDisposable
{
    private readonly JobRun _run;
    private readonly ActiveLearner _learner;

    internal StudentReplica(JobRun run, ActiveLearner learner) => (_run, _learner) = (run, learner);

    /// <summary>How many lessons it has learnt.</summary>
    public int Lessons { get; private set; }

    /// <summary>Learns the next lesson.</summary>
    public void Learn(Lesson lesson)
    {
        _learner.Learn(new TextIndex(lesson.Text), new LabelIndex(lesson.Label));
        Lessons++;
    }

    /// <summary>What the student says about a range.</summary>
    /// <returns>One for each text, in their order.</returns>
    /// <exception cref="ArgumentException">It has learnt another number of lessons, or its list is shorter.</exception>
    public Prediction[] Judge(JudgingRange range) => range.Lessons == Lessons
        ? _learner.Judge(range.From, range.Count)
        : throw new ArgumentException($"The range is for a student of {range.Lessons} lessons; this one has learnt {Lessons}.", nameof(range));

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();
}
