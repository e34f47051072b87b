using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Answers;
using LeadScout.Application.AnswerLog;
using LeadScout.Questions;
using LeadScout.Server.Classifying;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using LeadScout.Texts;

namespace LeadScout.Server.Answers;

/// <summary>A label that a person gives a text.</summary>
/// <param name="Text">The text as it stands.</param>
/// <param name="Label">The label.</param>
/// <param name="Seen">The label that a person had given it when this one looked; empty where nobody had, null where that was not looked at.</param>
internal sealed record SaidLabel(string Text, string Label, string? Seen = null);

/// <summary>That somebody has just said something about a text, for those who have it before them.</summary>
/// <param name="Question">Under which question.</param>
/// <param name="Text">The text's key.</param>
/// <param name="Label">What they said; null when they took their word back.</param>
/// <param name="By">Who.</param>
/// <param name="Origin">Where it was said: whoever said it need not be told.</param>
/// <param name="Stored">The text's key in the store.</param>
internal sealed record PersonsWord(QuestionVersion Question, TextKey Text, string? Label, string By, object? Origin, TextKey Stored);

/// <summary>
/// Takes people's words on texts one after the other, so that two people who correct the same text see each other: who has not seen the
/// other's word is told of it, and says again what they mean. All words stay in the log. Thread-safe.
/// </summary>
internal sealed class PeoplesWords(ServerWorkspace workspace, Classifier classifier, ServerOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Told of every word, on whichever thread.</summary>
    public event Action<PersonsWord>? Said;

    /// <summary>Takes labels for texts: all of them or none.</summary>
    /// <param name="asked">The question.</param>
    /// <param name="said">The labels.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="origin">Where; null for nowhere in particular.</param>
    /// <param name="cancellation">Ends the wish.</param>
    /// <exception cref="RefusedException">Somebody else has said something since this person looked.</exception>
    /// <exception cref="BadInputException">A label is none of the question's, or a text is blank.</exception>
    public async Task<ImmutableArray<Correction>> CorrectAsync(
        Question asked, IReadOnlyList<SaidLabel> said, string by, object? origin, CancellationToken cancellation)
    {
        var corrector = new Corrector(workspace.Store, asked, by, options.Clock);
        SaidLabel[] labels = [.. said.Select(one => one with { Label = corrector.LabelOf(one.Label) })];
        await _turn.WaitAsync(cancellation);
        ImmutableArray<Correction> corrections;
        try
        {
            foreach (var one in labels)
            {
                await RequireSeenAsync(asked, one.Text, one.Label, one.Seen, cancellation);
            }

            corrections = await corrector.CorrectAsync([.. labels.Select(one => (one.Text, one.Label))], cancellation);
        }
        finally
        {
            _turn.Release();
        }

        await classifier.HearAsync(asked.Version, [.. corrections.Select(one => (one.Text, one.Label!))]);
        foreach (var one in labels)
        {
            Tell(asked, one.Text, one.Label, by, origin);
        }

        return corrections;
    }

    /// <summary>Takes one label in a review, whose own records are kept in the same turn.</summary>
    /// <param name="asked">The question.</param>
    /// <param name="said">The text, its label, and the word of a person that this one knows of.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="origin">Where.</param>
    /// <param name="keep">Keeps it.</param>
    /// <param name="cancellation">Ends the wish.</param>
    /// <exception cref="RefusedException">Somebody else has said something since this person looked; nothing was kept.</exception>
    public async Task SayAsync(Question asked, SaidLabel said, string by, object origin, Func<Task> keep, CancellationToken cancellation)
    {
        await InTurnAsync(() => RequireSeenAsync(asked, said.Text, said.Label, said.Seen, cancellation), keep, cancellation);
        await classifier.HearAsync(asked.Version, [(said.Text, said.Label)]);
        Tell(asked, said.Text, said.Label, by, origin);
    }

    /// <summary>Takes a person's own word back in a review.</summary>
    /// <exception cref="RefusedException">Somebody else has had the last word since; nothing was taken back.</exception>
    public async Task TakeBackAsync(Question asked, SaidLabel said, string by, object origin, Func<Task> takeBack, CancellationToken cancellation)
    {
        await InTurnAsync(() => RequireOwnAsync(asked, said, by, cancellation), () => ReopeningAsync(asked, takeBack), cancellation);
        Tell(asked, said.Text, null, by, origin);
    }

    /// <summary>What a person has said last about a text; null when nobody has.</summary>
    public async Task<string?> LastAsync(Question asked, string text, CancellationToken cancellation) => (await HeldAsync(asked, text, cancellation))?.Label;

    /// <summary>Takes back the last word of a person about a text.</summary>
    /// <exception cref="RefusedException">Somebody else has said something since this person looked.</exception>
    /// <exception cref="BadInputException">Nobody has said anything about it.</exception>
    public async Task<Correction> UndoAsync(Question asked, string text, string? seen, string by, object? origin, CancellationToken cancellation)
    {
        Correction? undone = null;
        var corrector = new Corrector(workspace.Store, asked, by, options.Clock);
        await InTurnAsync(
            () => RequireSeenAsync(asked, text, null, seen, cancellation),
            () => ReopeningAsync(asked, async () => undone = await corrector.UndoAsync(text, cancellation)),
            cancellation);
        Tell(asked, text, null, by, origin);
        return undone!;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task RequireSeenAsync(Question asked, string text, string? label, string? seen, CancellationToken cancellation)
    {
        if (seen is null || TextNormaliser.Normalise(text).Length == 0)
        {
            return;
        }

        var held = await HeldAsync(asked, text, cancellation);
        if ((held?.Label ?? "") != seen && held?.Label != label)
        {
            throw Changed(held, label);
        }
    }

    private async Task RequireOwnAsync(Question asked, SaidLabel said, string by, CancellationToken cancellation)
    {
        var held = await HeldAsync(asked, said.Text, cancellation);
        if (held?.Label != said.Label || held.By != by)
        {
            throw Changed(held, null);
        }
    }

    private async Task<Answer?> HeldAsync(Question asked, string text, CancellationToken cancellation) =>
        AnswerPrecedence.LastOfPersons(await workspace.Store.FindAsync(asked.Version, workspace.Store.Keys.Of(text), cancellation));

    private async Task InTurnAsync(Func<Task> require, Func<Task> change, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await require();
            await change();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReopeningAsync(Question asked, Func<Task> takeBack)
    {
        try
        {
            await takeBack();
        }
        finally
        {
            classifier.Reopen(asked.Version); // also where it fails, for it may be written all the same
        }
    }

    private void Tell(Question asked, string text, string? label, string by, object? origin) =>
        Said?.Invoke(new PersonsWord(asked.Version, TextKey.Of(text), label, by, origin, workspace.Store.Keys.Of(text)));

    private static RefusedException Changed(Answer? held, string? label)
    {
        var meanwhile = held is null
            ? "What a person had said about this text was taken back since you looked."
            : string.Create(CultureInfo.InvariantCulture, $"{held.By} has said {held.Label} about this text at {held.At.UtcDateTime:HH:mm} UTC, since you looked.");
        var yours = label is null
            ? "Nothing was taken back."
            : $"Yours is not in the log yet: say {label} once more if you mean it all the same. Both stay on record.";
        return new RefusedException("answer-changed", 409, $"{meanwhile} {yours}") { Standing = held?.Label ?? "" };
    }
}
