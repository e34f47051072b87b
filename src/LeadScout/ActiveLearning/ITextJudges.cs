using LeadScout.Questions;

namespace LeadScout.ActiveLearning;

/// <summary>
/// Others who can judge texts of a job's long lists, with students that have learnt the same. Disposed of when the job's run ends.
/// Implementations are thread-safe.
/// </summary>
public interface ITextJudges : IDisposable
{
    /// <summary>
    /// Lets them take part: from now on they prepare, learn what the work has learnt, and take ranges from it. Returns at once.
    /// </summary>
    /// <param name="question">Whose texts are judged.</param>
    /// <returns>Where they find what there is to learn and to judge.</returns>
    JudgingWork Share(QuestionVersion question);
}
