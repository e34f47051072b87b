using System.Collections.Immutable;

namespace LeadScout.Answers;

/// <summary>
/// Merges answers of another log into this one, some thousand in a transaction. What is merged already is known when it comes again, so an
/// import that was cut off is given again and loses and doubles nothing. Memory does not grow with the answers.
/// </summary>
/// <param name="log">Where they go.</param>
/// <param name="position">The log's position before the import: a contradiction within what is imported is no conflict, but what happened
/// where it was given.</param>
public sealed class AnswerImport(IAnswerLog log, long position)
{
    private const int Batch = 1000;

    /// <summary>Merges the answers in their order.</summary>
    public async Task<ImportReport> RunAsync(IEnumerable<Answer> answers, CancellationToken cancellation = default)
    {
        var (added, known, confirming, conflicting) = (0L, 0L, 0L, 0L);
        var conflicts = ImmutableArray.CreateBuilder<Conflict>();
        foreach (var batch in answers.Chunk(Batch))
        {
            var merges = await log.MergeAsync(batch, cancellation).ConfigureAwait(false);
            for (var i = 0; i < batch.Length; i++)
            {
                added += merges[i].Appends ? 1 : 0;
                known += merges[i].Appends ? 0 : 1;
                confirming += merges[i].Outcome == MergeOutcome.Confirming ? 1 : 0;
                if (merges[i] is { Outcome: MergeOutcome.Conflicting, Held: { } held } && held.Position <= position
                    && conflicting++ < ImportReport.MostConflicts)
                {
                    conflicts.Add(new Conflict(batch[i], held));
                }
            }
        }

        return new ImportReport(added, known, confirming, conflicting, conflicts.ToImmutable());
    }
}
