using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>What the log and the journal hold for one question of a job.</summary>
/// <param name="Known">Decisions from before the job began.</param>
/// <param name="Texts">The texts answered before the job began, in log order, each once: lessons even where the list does not hold
/// them.</param>
/// <param name="Replay">What the job itself has found out in earlier runs.</param>
internal sealed record JobKnowledge(KnownDecisions Known, IReadOnlyDictionary<TextKey, string> Texts, JobReplay Replay)
{
    /// <summary>The position of the log when the job began: what came later, no part of its plan may know.</summary>
    public long Began { get; init; }

    /// <summary>Patterns that were retired when the job began: its plan does without them.</summary>
    public IReadOnlySet<string> Retired { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Patterns retired since, in the order of their verdicts: what leaned on them is reopened.</summary>
    public ImmutableArray<string> RetiredSince { get; init; } = [];

    /// <summary>
    /// By text: the label that a person gave it after the job began. It changes no plan, or a job would ask other texts when it goes on; it
    /// has the last word.
    /// </summary>
    public IReadOnlyDictionary<TextKey, int> Corrections { get; init; } = ImmutableDictionary<TextKey, int>.Empty;

    public static async Task<JobKnowledge> ReadAsync(Question question, JobContext context, CancellationToken interrupt)
    {
        var job = context.Job;
        var known = new KnownDecisions(question);
        var texts = new OrderedDictionary<TextKey, string>();
        var others = new List<Answer>();
        var corrections = new Dictionary<TextKey, Answer>();
        var replay = new JobReplay(question, context.Request.Settings, context.Second);
        var batchOf = (await context.Store.CallsAsync(job.Id, interrupt).ConfigureAwait(false))
            .ToDictionary(line => line.Id, line => line.Intent.Batch);
        var began = job.LogPosition;
        var answers = context.Store.ReadByRankAsync(question.Version, context.Teacher.Name, context.Second?.Name, interrupt);
        await foreach (var answer in answers.ConfigureAwait(false))
        {
            if (answer.Job == job.Id)
            {
                // A job's own answers come after its beginning. Where they were imported, all that follows them came while it ran or later,
                // or the same list over an imported log would be planned with what nobody knew when it was.
                began = Math.Min(began, answer.Position - 1);
            }

            if (answer.Source == AnswerSource.Person && answer.Position > began)
            {
                corrections[answer.Key] = AnswerPrecedence.After(corrections.GetValueOrDefault(answer.Key), answer);
            }
            else if (answer.Source == AnswerSource.Person || (answer.Job != job.Id && answer.Position <= began))
            {
                if (known.Fold(answer) && SaysSomething(answer.Text))
                {
                    texts.TryAdd(answer.Key, answer.Text);
                }
            }
            else if (answer.Job != job.Id)
            {
                others.Add(answer);
            }
            else
            {
                replay.Fold(answer, answer.Call is { } call && batchOf.TryGetValue(call, out var batch) ? batch : null);
            }
        }

        // After the job's own, those of its second teacher included: what it found out itself counts, or a finished job would come out
        // differently when written again. What nobody has asked yet need not be asked.
        foreach (var correction in corrections.Values)
        {
            replay.FoldFromElsewhere(correction);
        }

        others.ForEach(replay.FoldFromElsewhere);
        foreach (
            var failed in context.Request.RetryFailed ? [] : await context.Store.FailuresAsync(job.Id, interrupt).ConfigureAwait(false))
        {
            if (failed.Question == question.Version && !context.IsAskedAgain(failed))
            {
                replay.Fold(failed, null);
            }
        }

        var verdicts = await context.Store.VerdictsAsync(question.Version, interrupt).ConfigureAwait(false);
        var retired = RetiredPatterns.Of(verdicts, job.VerdictPosition)
            .Select(verdict => verdict.Pattern)
            .ToImmutableHashSet(StringComparer.Ordinal);
        return new JobKnowledge(known, texts, replay)
        {
            Began = began,
            Corrections = corrections.ToDictionary(pair => pair.Key, pair => question.IndexOf(pair.Value.Label))
                .Where(pair => pair.Value >= 0)
                .ToDictionary(),
            Retired = retired,
            RetiredSince =
                [.. RetiredPatterns.Of(verdicts).Select(verdict => verdict.Pattern).Where(pattern => !retired.Contains(pattern))],
        };
    }

    private static bool SaysSomething(string text) => text.Any(char.IsLetterOrDigit) || TextNormaliser.Normalise(text).Length > 0;
}
