using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Application.Patterns;

/// <summary>Gives a verdict on a pattern and reopens the jobs that it concerns.</summary>
public sealed class Verdicts(TimeProvider clock, IDatabase store, Question question)
{
    /// <summary>The standing retirement of a pattern, or null.</summary>
    public async Task<PatternVerdict?> RetiredAsync(string pattern, CancellationToken interrupt) =>
        RetiredPatterns.Of(await store.VerdictsAsync(question.Version, interrupt)).FirstOrDefault(verdict => verdict.Pattern == pattern);

    /// <summary>Makes sure that some answered text, whoever answered, carries the pattern.</summary>
    /// <exception cref="BadInputException">None does.</exception>
    public async Task RequireKnownAsync(string pattern, CancellationToken interrupt)
    {
        var books = new List<PatternBook>();
        foreach (var teacher in await store.TeachersAsync(question.Version, interrupt) is { Length: > 0 } known ? known : [""])
        {
            books.Add(await PatternBook.ReadAsync(question, teacher, store, interrupt));
        }

        if (books.TrueForAll(book => book.Find(pattern) is null))
        {
            throw PatternName.Unknown(pattern, books);
        }
    }

    /// <summary>
    /// Gives the verdict. The jobs are reopened first: cut off in between, one of them is reopened in vain, and none is forgotten.
    /// </summary>
    public async Task GiveAsync(string pattern, bool retired, string by, IEnumerable<JobPatternImpact> jobs, CancellationToken interrupt)
    {
        var now = clock.GetUtcNow();
        foreach (var impact in jobs.Where(job => job.PatternImpact is not null))
        {
            await store.SaveAsync(impact.Job with { State = JobState.Reopened, UpdatedAt = now }, interrupt);
        }

        await store.AppendAsync(
            new PatternVerdict { Question = question.Version, Pattern = pattern, Retired = retired, By = by, At = now }, interrupt);
    }
}
