using System.Collections.Immutable;
using LeadScout.Statistics;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>A call as it goes out: a part's texts with canaries among them.</summary>
/// <param name="Ask">What is asked.</param>
/// <param name="Canaries">By place among its texts, rising.</param>
internal sealed record GuardedAsk(Ask Ask, ImmutableArray<(int Place, Canary Canary)> Canaries)
{
    /// <summary>Puts canaries at places drawn by lot; the other texts keep their order.</summary>
    public static GuardedAsk Of(Ask ask, IReadOnlyCollection<Canary> canaries, ref SeededRandom places)
    {
        var slots = Enumerable.Range(0, ask.Texts.Length + canaries.Count).ToArray();
        places.Shuffle<int>(slots);
        ImmutableArray<(int Place, Canary Canary)> placed = [.. slots.Zip(canaries).OrderBy(pair => pair.First)];
        var texts = ask.Texts.ToBuilder();
        foreach (var (place, canary) in placed)
        {
            texts.Insert(place, canary.Text);
        }

        return new GuardedAsk(ask with { Texts = texts.ToImmutable() }, placed);
    }

    /// <summary>
    /// The reply about the part's own texts. Where a canary got another label than it has, nothing that the reply says counts: only its bill
    /// does.
    /// </summary>
    /// <param name="reply">The reply to <see cref="Ask"/>.</param>
    /// <param name="flipped">Told the canaries that got another label.</param>
    public Reply Without(Reply reply, Action<TextKey> flipped)
    {
        if (Canaries.IsEmpty)
        {
            return reply;
        }

        var questions = Ask.Questions.Length;
        var places = Canaries.Select(pair => pair.Place).ToHashSet();
        var own = reply.Items.Where((_, place) => !places.Contains(place / questions)).ToImmutableArray();
        var fallen = Canaries.Where(pair => Ask.Questions.Index().Any(
            question => reply.Items[(pair.Place * questions) + question.Index] is { IsAnswered: true, Label: var label }
                && label != pair.Canary.Labels[question.Item.Version])).ToArray();
        if (fallen.Length == 0)
        {
            return reply with { Items = own };
        }

        foreach (var (_, canary) in fallen)
        {
            flipped(canary.Key);
        }

        return reply with
        {
            Items = [.. own.Select(_ => AskOutcome.Failed("the reply was thrown away"))],
            Fault = new TeacherFault(TeacherFaultKind.TalkedRound, CanaryFault.Message),
        };
    }
}
