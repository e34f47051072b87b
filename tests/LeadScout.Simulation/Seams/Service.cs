using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Simulation.Checks;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Worlds;
using LeadScout.Teaching;

namespace LeadScout.Simulation.Seams;

/// <summary>The LLM's service, out in the world: it bills what it gets, and goes wrong as the world wants it.</summary>
internal sealed class Service(Simulator simulator, Troubles troubles, FaultTally faults)
{
    /// <summary>Whether it goes wrong at all.</summary>
    public bool IsTroubled { get; set; } = true;

    /// <summary>Takes a call in and bills it; what comes back does so after a while.</summary>
    public (Reply Reply, Exception? Throws, long Delay) Receive(Ask ask, TeacherProfile profile, Account account)
    {
        account.Calls++;
        var (reply, billed, throws, delay) = Answer(ask, profile);
        account.Billed += billed;
        var ceiling = profile.Price!.Of(profile.Ceiling(ask));
        account.Excess += billed > ceiling ? billed - ceiling : Money.Zero;
        Violation.Unless(
            account.Limit is not { } limit || account.Billed <= limit + account.Excess,
            "the spending limit is never passed",
            $"The service has billed {account.Billed} (more than announced: {account.Excess}); the limit is {account.Limit}.");
        return (reply, throws, delay);
    }

    private (Reply Reply, Money Billed, Exception? Throws, long Delay) Answer(Ask ask, TeacherProfile profile)
    {
        var used = Used(ask);
        var whole = new Reply { Items = Items(ask), Usage = used };
        var cost = profile.Price!.Of(used);
        var delay = TimeSpan.TicksPerMillisecond * (20 + simulator.Random.Next(3_000));
        if (ask.Texts.Any(text => Truth.Has(text, Truth.Forbidden)))
        {
            return (whole with { Items = None(ask, "refused"), Fault = new(TeacherFaultKind.Refused, "It won't talk about that.") }, cost, null, delay);
        }

        switch (Drawn())
        {
            case FaultKind.RateLimited:
                return (Broken(ask, TeacherFaultKind.RateLimited), Money.Zero, null, delay);
            case FaultKind.RateLimitedWithAWait:
                var wait = TimeSpan.FromSeconds(simulator.Random.Next(90));
                return (Broken(ask, TeacherFaultKind.RateLimited, wait), Money.Zero, null, delay);
            case FaultKind.ServerError:
                return (Broken(ask, TeacherFaultKind.Unavailable), Money.Zero, null, delay);
            case FaultKind.Loading:
                return (Broken(ask, TeacherFaultKind.Loading), Money.Zero, null, delay);
            case FaultKind.ConnectionBroken:
                return (Unsaid(Broken(ask, TeacherFaultKind.Unavailable), ask, profile), Sometimes(cost), null, delay);
            case FaultKind.TimedOut:
                return (Unsaid(Broken(ask, TeacherFaultKind.TimedOut), ask, profile), Sometimes(cost), null, TimeSpan.TicksPerMinute);
            case FaultKind.BadRequest:
                return (Broken(ask, TeacherFaultKind.BadRequest), Money.Zero, null, delay);
            case FaultKind.KeyRefused:
                return (Broken(ask, TeacherFaultKind.KeyRefused), Money.Zero, null, delay);
            case FaultKind.TruncatedReply:
                var read = simulator.Random.Next(ask.AnswerCount);
                ImmutableArray<AskOutcome> begun = [.. whole.Items.Take(read), .. None(ask, "cut off").Skip(read)];
                return (whole with { Items = begun, Fault = new(TeacherFaultKind.CutOff, "It was cut off.") }, cost, null, delay);
            case FaultKind.UnreadableReply:
                return (whole with { Items = None(ask, "unreadable"), Fault = new(TeacherFaultKind.Unreadable, "No JSON.") }, cost, null, delay);
            case FaultKind.MissingItems:
                return (whole with { Items = Spoilt(whole.Items, default) }, cost, null, delay);
            case FaultKind.UnknownLabels:
                return (whole with { Items = Spoilt(whole.Items, AskOutcome.Failed("not a label: Pumpkin")) }, cost, null, delay);
            case FaultKind.ContradictoryItems:
                return (whole with { Items = Spoilt(whole.Items, AskOutcome.Failed("it contradicts itself")) }, cost, null, delay);
            case FaultKind.UsageNotSaid:
                return (Unsaid(whole, ask, profile), cost, null, delay);
            case FaultKind.BilledTooMuch:
                var most = profile.Ceiling(ask);
                var dear = most with { OutputTokens = most.OutputTokens * (2 + simulator.Random.Next(4)) };
                return (whole with { Usage = dear }, profile.Price.Of(dear), null, delay);
            case FaultKind.ClientThrew:
                return (whole, Sometimes(cost), new InvalidOperationException("The client broke."), delay);
            default:
                return (whole, cost, null, delay);
        }
    }

    private FaultKind? Drawn()
    {
        if (!IsTroubled)
        {
            return null;
        }

        foreach (var (kind, permille) in troubles.OfService.OrderBy(pair => pair.Key))
        {
            if (simulator.Chance(permille))
            {
                faults.Add(kind);
                return kind;
            }
        }

        return null;
    }

    private ImmutableArray<AskOutcome> Items(Ask ask)
    {
        var talkedRound = troubles.IsObedient && ask.Texts.Length > 1 && ask.Texts.Any(text => Truth.Has(text, Truth.Order));
        if (talkedRound)
        {
            faults.Add(FaultKind.TalkedRound);
        }

        return [.. Enumerable.Range(0, ask.AnswerCount).Select(place => Truth.Has(ask.TextAt(place), Truth.Unanswerable)
            ? AskOutcome.Failed("not a label: Pumpkin")
            : AskOutcome.Answered(talkedRound ? 0 : LabelOf(ask.QuestionAt(place), ask.TextAt(place))))];
    }

    private int LabelOf(Question question, string text) => troubles.IsFickle && simulator.Chance(300)
        ? simulator.Random.Next(question.Labels.Length)
        : troubles.Truth.LabelOf(question, text);

    private static Usage Used(Ask ask) => new(70 + ask.Texts.Sum(text => 8 + (text.Length / 2)), 0, 8 * ask.AnswerCount);

    private Money Sometimes(Money cost) => simulator.Chance(500) ? cost : Money.Zero;

    private ImmutableArray<AskOutcome> Spoilt(ImmutableArray<AskOutcome> items, AskOutcome by)
    {
        var first = simulator.Random.Next(items.Length);
        return [.. items.Select((item, place) => place == first || simulator.Chance(300) ? by : item)];
    }

    private static ImmutableArray<AskOutcome> None(Ask ask, string why) => [.. Enumerable.Repeat(AskOutcome.Failed(why), ask.AnswerCount)];

    private static Reply Broken(Ask ask, TeacherFaultKind kind, TimeSpan? retryAfter = null) => new()
    {
        Items = None(ask, "no reply"),
        Fault = new TeacherFault(kind, $"The service: {kind}.", retryAfter),
    };

    private static Reply Unsaid(Reply reply, Ask ask, TeacherProfile profile) => reply with { Usage = profile.Estimate(ask), UsageKnown = false };
}
