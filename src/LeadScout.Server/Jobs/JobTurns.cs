using System.Collections.Concurrent;
using LeadScout.Questions;

namespace LeadScout.Server.Jobs;

/// <summary>
/// Jobs that may put the same question to the same teacher take turns, so that none asks what another has just paid for. Thread-safe.
/// </summary>
internal sealed class JobTurns
{
    private readonly ConcurrentDictionary<(QuestionVersion Question, string Teacher), SemaphoreSlim> _turns = [];

    /// <summary>Waits for a job's turn, which ends when the result is disposed of.</summary>
    internal async Task<IDisposable> TakeAsync(OpenJob job, CancellationToken cancellation)
    {
        var turn = new Turn();
        try
        {
            foreach (var one in TurnsOf(job))
            {
                await one.WaitAsync(cancellation);
                turn.Add(one);
            }

            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Takes a job's turn if nobody has it; null if somebody has.</summary>
    internal IDisposable? TryTake(OpenJob job)
    {
        var turn = new Turn();
        foreach (var one in TurnsOf(job))
        {
            if (!one.Wait(TimeSpan.Zero))
            {
                turn.Dispose();
                return null;
            }

            turn.Add(one);
        }

        return turn;
    }

    // In one order for all, so that no two wait for each other.
    private IEnumerable<SemaphoreSlim> TurnsOf(OpenJob job) => job.Request.Questions
        .SelectMany(question => job.TeacherNames, (question, teacher) => (question.Version, Name: teacher))
        .OrderBy(turn => turn.Version.ToString(), StringComparer.Ordinal).ThenBy(turn => turn.Name, StringComparer.Ordinal)
        .Select(turn => _turns.GetOrAdd(turn, _ => new SemaphoreSlim(1)));

    private sealed class Turn : IDisposable
    {
        private readonly List<SemaphoreSlim> _taken = [];

        public void Add(SemaphoreSlim taken) => _taken.Add(taken);

        public void Dispose()
        {
            _taken.ForEach(taken => taken.Release());
            _taken.Clear();
        }
    }
}
