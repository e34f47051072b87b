using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Telemetry;

namespace LeadScout.Teaching.Asking;

/// <summary>One request at the service: what is open, in what parts they are asked, and when to give up.</summary>
internal sealed class AskSession(AskRequest request, AskingContext tools, SpendingAccount account)
{
    private readonly AskResultBuilder _result = new();
    private readonly TextTries _tries = new(tools.Retry);
    private readonly CanaryGuard _guard = new(request.Canaries);
    private readonly Queue<CallPart> _parts = new();

    private int _outage;
    private long _calledAt;
    private long? _failingSince;

    public async Task<AskResult> RunAsync(CancellationToken stop)
    {
        Enqueue(_guard.InOrder(
            CallPart.Of(request.Asks).SelectMany(part => part.Fitting(tools.Profile, request.Lessons.MostTexts ?? int.MaxValue)))
            .Select(part => part.WithRoom(request.Lessons.ThinkingRoom)));
        try
        {
            while (_result.Stop is null && _parts.TryDequeue(out var part))
            {
                stop.ThrowIfCancellationRequested();
                await CallAsync(part, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _result.Stop = new AskStop(AskStopKind.Interrupted, "Interrupted.");
        }

        return _result.Build();
    }

    private async Task CallAsync(CallPart part, CancellationToken stop)
    {
        if (_guard.Of(part) is not { } guarded)
        {
            Enqueue(Alone(part)); // never together without a guard that is wanted
            return;
        }

        if (!guarded.Canaries.IsEmpty && !tools.Profile.Fits(guarded.Ask))
        {
            Enqueue(part.Halves().Select(half => half.WithRoom(part.Ask.ThinkingRoom)));
            return;
        }

        var most = tools.Profile.Ceiling(guarded.Ask);
        var wanted = tools.Profile.Price?.Of(most);
        var reply = await tools.Gate
            .PassAsync(account, wanted, most.InputTokens + most.OutputTokens, ceiling => JournaledAsync(part, guarded, ceiling), stop)
            .ConfigureAwait(false);
        if (reply is null)
        {
            _result.Stop = OutOfMoney.Of(account.Refusal!, request.Job);
            return;
        }

        if (reply.Fault is { Kind: TeacherFaultKind.BadRequest } refusal
            && !await tools.RequestRefusalBreaker.IsAboutTheTextsAsync().WaitAsync(stop).ConfigureAwait(false))
        {
            _result.Stop = new AskStop(AskStopKind.TeacherUnavailable, refusal.InFull) { Cause = refusal.Cause };
            return;
        }

        await FollowUpAsync(part, reply, stop).ConfigureAwait(false);
    }

    private async Task<CallOutcome<Reply>> JournaledAsync(CallPart part, GuardedAsk guarded, Money? ceiling)
    {
        _calledAt = tools.Clock.GetTimestamp();
        tools.RequestRefusalBreaker.Enter();
        TeacherFaultKind? fault = TeacherFaultKind.Unavailable;
        try
        {
            var (reply, cost) = await CommittedAsync(part, guarded, ceiling).ConfigureAwait(false);
            fault = reply.Fault?.Kind;
            return new(reply, fault, cost, reply.Billing, reply.Usage);
        }
        finally
        {
            tools.RequestRefusalBreaker.Leave(fault);
        }
    }

    private async Task<(Reply Reply, Money? Cost)> CommittedAsync(CallPart part, GuardedAsk guarded, Money? ceiling)
    {
        var call = await tools.Store.BeginAsync(IntentOf(part, ceiling), CancellationToken.None).ConfigureAwait(false);
        var reply = guarded.Without(await ReplyToAsync(guarded.Ask).ConfigureAwait(false), _result.AddNoCanary);
        _guard.Learn(part, reply, _result.AddNoCanary);
        _result.Cause = reply.Fault?.Cause ?? _result.Cause;
        var ended = EndOf(call, part, reply, ceiling);
        await tools.Store.CommitAsync(ended).ConfigureAwait(false);
        Count(part.Ask, ended);
        return (reply, ended.Cost);
    }

    private async Task<Reply> ReplyToAsync(Ask ask)
    {
        try
        {
            return await tools.Teacher.AskAsync(ask, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            throw TeacherException.Of(tools.Teacher.Profile.Name, thrown);
        }
    }

    private CallIntent IntentOf(CallPart part, Money? ceiling) => new()
    {
        Job = request.Job,
        Epoch = request.Epoch,
        Batch = request.Batch,
        Attempt = ++_result.Calls,
        Teacher = tools.Profile.Name,
        Questions = [.. part.Ask.Questions.Select(question => question.Version)],
        Texts = [.. part.Texts.Select(ask => ask.Key)],
        Ceiling = ceiling,
        At = tools.Clock.GetUtcNow(),
    };

    private CallEnd EndOf(long call, CallPart part, Reply reply, Money? ceiling)
    {
        var answers = ImmutableArray.CreateBuilder<Answer>();
        var failures = ImmutableArray.CreateBuilder<FailedText>();
        var at = tools.Clock.GetUtcNow();
        for (var place = 0; place < part.Asks.Length; place++)
        {
            var (ask, said) = (part.Asks[place], reply.Items[place]);
            if (said.IsAnswered)
            {
                _result[ask] = said;
                answers.Add(AnswerOf(ask, said.Label, call, at));
            }
            else if (CountsAsTry(reply, part) && _tries.AreOverAfter(ask.Id, reply.Fault, WhyNot(said), TriesOf(reply, part)))
            {
                var reason = reply.Fault?.Message ?? WhyNot(said);
                _result[ask] = AskOutcome.Failed(reason);
                failures.Add(
                    new FailedText(ask.Question.Version, ask.Key, reason) { Teacher = tools.Profile.Name, FaultOf = CauseOf(reply.Fault) });
            }
        }

        _result.Add(answers);
        if (answers.Count > 0 && reply.Model is { } model)
        {
            _result.Add(new AnsweringModel(tools.Profile.Name, model));
        }

        if (answers.Count == 0)
        {
            _result.FailedCalls++;
        }

        return new CallEnd
        {
            Call = call,
            State = answers.Count > 0 ? CallState.Answered : CallState.Failed,
            Usage = reply.Usage,
            Billing = reply.Billing,
            Cost = CostOf(reply, ceiling),
            ThinkingTokens = reply.ThinkingTokens,
            Model = reply.Model,
            Fault = reply.Fault?.Message ?? (answers.Count > 0 ? null : $"No usable answer: {WhyNot(reply.Items[0])}."),
            At = at,
            Answers = answers.ToImmutable(),
            Failures = failures.ToImmutable(),
        };
    }

    /// <summary>What the provider counted; a call that it did not count may have cost all that it could.</summary>
    private Money? CostOf(Reply reply, Money? ceiling)
    {
        var counted = tools.Profile.Price?.Of(reply.Usage);
        return reply.UsageKnown || counted > ceiling ? counted : ceiling;
    }

    /// <summary>A teacher that leaves an answer open has not said why.</summary>
    private static string WhyNot(AskOutcome said) => said.Failure ?? "missing from the reply";

    private Answer AnswerOf(PlannedAsk ask, int label, long call, DateTimeOffset at) => new()
    {
        Question = ask.Question.Version,
        Key = ask.Key,
        Text = ask.Text,
        Label = ask.Question.Labels[label].Name,
        Source = AnswerSource.Teacher,
        By = tools.Profile.Name,
        Job = request.Job,
        Call = call,
        At = at,
        Audit = ask.Audit,
    };

    /// <summary>
    /// An outage says nothing about a text; and of a part that is too large, or whose whole reply is of no use, nobody knows which text,
    /// or which question about it, is to blame: it is first divided.
    /// </summary>
    private bool CountsAsTry(Reply reply, CallPart part) => IsWhole(reply.Fault)
        ? part.Asks.Length == 1 || reply.Items.Any(item => item.IsAnswered)
        : part.Asks.Length == 1
            && Roomier(reply, part) is null
            && (IsAboutTheTexts(reply.Fault) || IsHardOnThese(reply.Fault) || IsSlowOnThis(reply.Fault));

    /// <summary>
    /// Whether the teacher answered others since this one began to wait in vain: it may have been billed, and the next one would be too.
    /// </summary>
    private bool IsSlowOnThis(TeacherFault? fault) =>
        fault is { Kind: TeacherFaultKind.TimedOut } && tools.Gate.Patience.HasAnsweredSince(_failingSince ?? _calledAt);

    /// <summary>
    /// How many tries a failure counts for: a reply that did not come in time may be paid for, so it is waited for twice; what would be the
    /// same again, once.
    /// </summary>
    private int TriesOf(Reply reply, CallPart part) => IsLastTry(reply, part) ? tools.Retry.TriesPerText
        : reply.Fault is { Kind: TeacherFaultKind.TimedOut } ? (tools.Retry.TriesPerText + 1) / 2
        : 1;

    /// <summary>Whether another try would be the same in every respect, and cost as much.</summary>
    private static bool IsLastTry(Reply reply, CallPart part) =>
        reply.Fault is { Kind: TeacherFaultKind.TooLong }
            || (reply.Fault is { Kind: TeacherFaultKind.CutOff } && part.Ask.ThinkingRoom is not null);

    /// <summary>
    /// The same call with more room, when the reply ended by length before it said anything of use, and the model allows more.
    /// </summary>
    private CallPart? Roomier(Reply reply, CallPart part) =>
        reply.Fault is { Kind: TeacherFaultKind.CutOff }
            && !reply.Items.Any(item => item.IsAnswered)
            && tools.Profile.Roomier(part.Ask) is { } ask
            ? part with { Ask = ask }
            : null;

    /// <summary>Whether the teacher said all that it had to say, sense or nonsense.</summary>
    private static bool IsWhole(TeacherFault? fault) => fault is null or { Kind: TeacherFaultKind.Unreadable };

    private FaultOf CauseOf(TeacherFault? fault) => fault?.Kind switch
    {
        TeacherFaultKind.Unavailable or TeacherFaultKind.TimedOut => FaultOf.Service,
        TeacherFaultKind.BadRequest when tools.RequestRefusalBreaker.RefusedInARow >= tools.Retry.TriesPerText - 1 => FaultOf.Unknown,
        _ => FaultOf.Text,
    };

    private static bool IsAboutTheTexts(TeacherFault? fault) =>
        fault is { Kind: TeacherFaultKind.CutOff or TeacherFaultKind.TooLong or TeacherFaultKind.Refused or TeacherFaultKind.BadRequest };

    /// <summary>Whether the teacher could not answer anything just then.</summary>
    private static bool IsOutage(TeacherFault? fault) =>
        fault is { Kind: TeacherFaultKind.RateLimited or TeacherFaultKind.Unavailable or TeacherFaultKind.Loading or TeacherFaultKind.TimedOut };

    /// <summary>Whether the server breaks on these texts again and again while it serves others: then it may be the texts.</summary>
    private bool IsHardOnThese(TeacherFault? fault) =>
        fault?.Kind is TeacherFaultKind.Unavailable or TeacherFaultKind.TimedOut && _outage >= tools.Retry.TriesPerOutage;

    private async Task FollowUpAsync(CallPart part, Reply reply, CancellationToken stop)
    {
        var open = CallPart.Of(part.Asks.Where(ask => _result[ask].IsOpen)).ToArray();
        var usable = reply.Items.Any(item => item.IsAnswered);
        Learn(part, reply, usable);
        if ((usable || IsWhole(reply.Fault) || CountsAsTry(reply, part)) && WithoutSense(part.Ask, reply) is { } nonsense)
        {
            _result.Stop = new AskStop(AskStopKind.TeacherUnavailable, nonsense) { Cause = reply.Fault?.Cause };
            return;
        }

        if (!IsOutage(reply.Fault) && reply.Fault?.Kind != TeacherFaultKind.Renegotiated)
        {
            (_outage, _failingSince) = (0, null);
            tools.Gate.Patience.Answered();
        }

        if (open.Length == 0)
        {
            return;
        }

        switch (reply.Fault?.Kind)
        {
            case TeacherFaultKind.KeyRefused or TeacherFaultKind.NotFound:
                _result.Stop = new AskStop(AskStopKind.TeacherUnavailable, reply.Fault.InFull) { Cause = reply.Fault.Cause };
                return;
            case TeacherFaultKind.OutOfMoney:
                _result.Stop = new AskStop(AskStopKind.OutOfMoney, reply.Fault.InFull);
                return;
            case TeacherFaultKind.Renegotiated:
                Again(open);
                return;
            case TeacherFaultKind.TalkedRound:
                Again(open.SelectMany(Alone));
                return;
            case TeacherFaultKind.RateLimited or TeacherFaultKind.Unavailable or TeacherFaultKind.Loading or TeacherFaultKind.TimedOut:
                await WaitOutAsync(reply.Fault, stop).ConfigureAwait(false);
                Again(reply.Fault.Kind == TeacherFaultKind.TimedOut || IsHardOnThese(reply.Fault) ? open.SelectMany(Halved) : open);
                return;
            case TeacherFaultKind.CutOff when Roomier(reply, part) is { } roomier:
                Enqueue([roomier]);
                return;
            case TeacherFaultKind.TooLong or TeacherFaultKind.BadRequest when part.Ask.ThinkingRoom is not null:
                Enqueue(open.SelectMany(Halved)); // the room itself may be what the service refuses: without it
                return;
            case TeacherFaultKind.CutOff or TeacherFaultKind.TooLong or TeacherFaultKind.Refused or TeacherFaultKind.BadRequest:
                Again(open.SelectMany(Halved));
                return;
            default:
                Again(usable ? open : open.SelectMany(Halved));
                return;
        }

        // A call that is repeated keeps the room to think that it was found to need.
        void Again(IEnumerable<CallPart> parts) => Enqueue(parts.Select(each => each.WithRoom(part.Ask.ThinkingRoom)));
    }

    /// <summary>What to say if there have been too many replies without a usable answer to one of the questions, else null.</summary>
    private UserMessage? WithoutSense(Ask ask, Reply reply)
    {
        var missing = -1;
        for (var question = 0; question < ask.Questions.Length; question++)
        {
            var usable = Of(question).Any(item => item.IsAnswered);
            missing = (usable || !tools.HasSecond) && tools.UnusableReplyBreaker.IsMissingAfter(ask.Questions[question].Version, usable)
                ? question
                : missing;
        }

        var areSeveral = request.Asks.Any(ask => ask.Question.Version != request.Asks[0].Question.Version);
        return missing < 0 ? null : UserMessage.Of(
            $"{tools.Profile.Name} has not given one usable answer {(areSeveral ? $"about {ask.Questions[missing].Name} " : "")}in {tools.Retry.RepliesWithoutSense} replies (the last: "
            + $"{reply.Fault?.InFull ?? WhyNot(Of(missing).First())}). Check the model and the question; resume with {Setting.RetryFailed} asks again what was given up.");

        IEnumerable<AskOutcome> Of(int question) => reply.Items.Where((_, place) => place % ask.Questions.Length == question);
    }

    /// <summary>
    /// Takes the lesson of a reply: what thinking took, the room that it needed, and how many texts are too many even with all the room
    /// there is.
    /// </summary>
    private void Learn(CallPart part, Reply reply, bool usable)
    {
        var texts = part.Ask.Texts.Length;
        var fitsNever = !usable
            && reply.Fault is { Kind: TeacherFaultKind.CutOff or TeacherFaultKind.TooLong }
            && texts > 1
            && Roomier(reply, part) is null;
        _result.Lessons = _result.Lessons.And(new CallLessons(
            usable ? part.Ask.ThinkingRoom : null,
            fitsNever ? (texts + 1) / 2 : null,
            usable && reply.ThinkingTokens is { } tokens ? ThinkingRecord.Of(texts, tokens) : default));
    }

    private static IEnumerable<CallPart> Alone(CallPart part) =>
        part.FirstAlone(part.Ask.Texts.Length).Select(each => each.WithRoom(part.Ask.ThinkingRoom));

    private IEnumerable<CallPart> Halved(CallPart part) => part.Asks.Length > 1 ? part.Halves() : [part];

    private void Enqueue(IEnumerable<CallPart> parts)
    {
        foreach (var part in parts)
        {
            _parts.Enqueue(part);
        }
    }

    private async Task WaitOutAsync(TeacherFault fault, CancellationToken stop)
    {
        _failingSince ??= _calledAt;
        var delay = tools.Retry.Delay(request.Batch, ++_outage, fault.RetryAfter);
        if (fault is { Kind: TeacherFaultKind.RateLimited, RetryAfter: { } pause }
            && pause <= (tools.Retry.Patience ?? RetryPolicy.UsualPatience))
        {
            tools.Gate.Quota.Pause(pause); // for everybody: others would only be told the same
        }

        if (await tools.Gate.Patience.WaitAsync(fault, _outage, delay, _calledAt, stop).ConfigureAwait(false) is { } because)
        {
            _result.Stop = new AskStop(AskStopKind.TeacherUnavailable, because) { Cause = fault.Cause };
        }
    }

    private void Count(Ask ask, CallEnd ended)
    {
        Instruments.CallEnded(
            tools.Profile.Name, ended.State == CallState.Answered, ended.Cost?.Dollars, ended.Billing == Billing.PossiblyBilled);
        foreach (var question in ask.Questions)
        {
            Instruments.TextsAsked(question.Name, ask.Texts.Length);
        }

        foreach (var answer in ended.Answers)
        {
            if (answer.Audit is { } audit)
            {
                Instruments.Audited(
                    ask.Questions.First(question => question.Version == answer.Question).Name, audit.StudentLabel == answer.Label);
            }
        }
    }
}
