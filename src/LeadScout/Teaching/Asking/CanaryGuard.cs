using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// Puts canaries into the calls of one request, and knows the canaries that there are. Not thread-safe.
/// </summary>
internal sealed class CanaryGuard(Canaries canaries)
{
    // So many texts for each canary that is missing: their labels should differ.
    private const int LonePerCanary = 2;

    private readonly List<Canary> _known = [.. canaries.Known];
    private readonly HashSet<TextKey> _distrusted = [];
    private SeededRandom _places = new(canaries.Seed);

    private bool IsOn => canaries.PerCall > 0;

    /// <summary>The parts as they are to be asked: where canaries are missing, some texts go first, and alone, which nobody can talk round.</summary>
    public IEnumerable<CallPart> InOrder(IEnumerable<CallPart> parts)
    {
        var missing = IsOn ? (canaries.PerCall - _known.Count) * LonePerCanary : 0;
        foreach (var part in parts)
        {
            var alone = part.Ask.Texts.Length > 1 ? Math.Clamp(missing, 0, part.Ask.Texts.Length) : 0;
            missing -= alone;
            foreach (var each in alone == 0 ? [part] : part.FirstAlone(alone))
            {
                yield return each;
            }
        }
    }

    /// <summary>What was asked alone is known from then on, but not what shared a call that was thrown away: the order may be in it.</summary>
    /// <param name="part">What was asked.</param>
    /// <param name="reply">What came of it.</param>
    /// <param name="distrust">Told the texts of a call that was thrown away.</param>
    public void Learn(CallPart part, Reply reply, Action<TextKey> distrust)
    {
        if (reply.Fault?.Kind == TeacherFaultKind.TalkedRound)
        {
            foreach (var ask in part.Asks.Where(ask => _distrusted.Add(ask.Key)))
            {
                distrust(ask.Key);
            }
        }

        if (IsOn && part.Ask.Texts is [var text] && reply.Items.All(item => item.IsAnswered) && !LoneText.Is(text) && !_distrusted.Contains(part.Asks[0].Key))
        {
            _known.Add(new Canary(
                part.Asks[0].Key, text, part.Asks.Zip(reply.Items).ToDictionary(pair => pair.First.Question.Version, pair => pair.Second.Label)));
        }
    }

    /// <summary>The call for a part: with canaries where it has several texts. Null where there is none to be had, so that each text goes alone.</summary>
    public GuardedAsk? Of(CallPart part)
    {
        if (!IsOn || part.Ask.Texts.Length == 1)
        {
            return new GuardedAsk(part.Ask, []);
        }

        var chosen = Chosen(part);
        return chosen.Length == 0 ? null : GuardedAsk.Of(part.Ask, chosen, ref _places);
    }

    /// <summary>Canaries of different labels as far as there are any: one order rarely wants them all.</summary>
    private Canary[] Chosen(CallPart part)
    {
        var texts = part.Texts.Select(ask => ask.Key).ToHashSet();
        var questions = part.Ask.Questions.Select(question => question.Version).ToArray();
        var fit = _known.Where(canary => !texts.Contains(canary.Key) && questions.All(canary.Labels.ContainsKey)).ToArray();
        var different = fit.DistinctBy(canary => canary.Labels[questions[0]]).ToArray();
        return [.. different.Concat(fit.Except(different)).Take(canaries.PerCall)];
    }
}
