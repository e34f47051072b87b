using LeadScout.ActiveLearning;
using LeadScout.Jobs.Planning;

namespace LeadScout.Jobs.Reporting;

/// <summary>How long asking lasts: a job that learns has few calls in flight at first, and more the more answers it has.</summary>
internal static class AskingTime
{
    /// <summary>Until so many calls are home.</summary>
    /// <param name="calls">Calls to come; not negative.</param>
    /// <param name="answers">Answers that the job has before them.</param>
    /// <param name="settings">Which say how many may be in flight.</param>
    /// <param name="reply">How long a reply takes.</param>
    public static TimeSpan Of(long calls, long answers, JobSettings settings, TimeSpan reply)
    {
        var rounds = 0d;
        while (calls > 0)
        {
            var window = WindowAfter(answers, settings);
            if (window >= settings.Concurrency)
            {
                return reply * (rounds + Math.Ceiling((double)calls / window));
            }

            (calls, answers, rounds) = (calls - window, answers + ((long)window * settings.RowsPerCall), rounds + 1);
        }

        return reply * rounds;
    }

    private static int WindowAfter(long answers, JobSettings settings) => settings is { Learn: LearnMode.Immediate, Certify: null }
        ? Math.Min(settings.Concurrency, LearningWindow.CallsAfter((int)Math.Min(answers, int.MaxValue), settings.RowsPerCall))
        : settings.Concurrency;
}
