using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;

namespace LeadScout.Teaching;

/// <summary>One request at the desk: which items are open, in what portions they are asked, and when to give up.</summary>
internal sealed class DeskSession(DeskRequest request, DeskTools tools)
{
    private readonly TextOutcome[] _outcomes = new TextOutcome[request.Items.Length];
    private readonly int[] _tries = new int[request.Items.Length];
    private readonly Queue<Portion> _portions = new(Portion.Of(request.Items, Enumerable.Range(0, request.Items.Length)));
    private readonly List<Answer> _answers = [];
    private int _calls;
    private int _failedCalls;
    private int _outage;
    private DeskStop? _stop;

    public async Task<DeskResult> RunAsync(CancellationToken stop)
    {
        while (_stop is null && _portions.TryDequeue(out var portion))
        {
            try
            {
                stop.ThrowIfCancellationRequested();
                await CallAsync(portion, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                _stop = new DeskStop(DeskStopKind.Interrupted, "Interrupted.");
            }
        }

        return new DeskResult([.. _outcomes], _calls, _failedCalls, _stop) { Answers = [.. _answers] };
    }

    private async Task CallAsync(Portion portion, CancellationToken stop)
    {
        var ceiling = tools.Teacher.Price?.Of(tools.Teacher.Ceiling(portion.Ask));
        if (!await tools.Purse.ReserveAsync(ceiling ?? Money.Zero, stop).ConfigureAwait(false))
        {
            _stop = new DeskStop(DeskStopKind.OutOfMoney, $"The purse is empty: {tools.Purse.Spent} spent, and the next call could cost up to {ceiling}.");
            return;
        }

        Reply reply;
        Money? spent = null;
        try
        {
            await tools.Pace.EnterAsync(stop).ConfigureAwait(false);
            spent = ceiling; // from here on it may be billed in full, whatever breaks
            (reply, spent) = await JournaledAsync(portion, ceiling).ConfigureAwait(false);
        }
        finally
        {
            tools.Purse.Settle(ceiling ?? Money.Zero, spent ?? Money.Zero);
        }

        await FollowUpAsync(portion, reply, stop).ConfigureAwait(false);
    }

    private async Task<(Reply Reply, Money? Cost)> JournaledAsync(Portion portion, Money? ceiling)
    {
        TeacherFaultKind? fault = TeacherFaultKind.Unavailable;
        try
        {
            var call = await tools.Store.BeginAsync(IntentOf(portion, ceiling), CancellationToken.None).ConfigureAwait(false);
            var reply = await tools.Teacher.AskAsync(portion.Ask, CancellationToken.None).ConfigureAwait(false);
            fault = reply.Fault?.Kind;
            var ended = EndOf(call, portion, reply);
            await tools.Store.CommitAsync(ended).ConfigureAwait(false);
            return (reply, ended.Cost);
        }
        finally
        {
            tools.Pace.Leave(fault);
        }
    }

    private CallIntent IntentOf(Portion portion, Money? ceiling) => new()
    {
        Job = request.Job,
        Batch = request.Batch,
        Attempt = ++_calls,
        Teacher = tools.Teacher.Name,
        Questions = [.. portion.Ask.Questions.Select(question => question.Version)],
        Texts = portion.Keys,
        Ceiling = ceiling,
        At = tools.Clock.GetUtcNow(),
    };

    private CallEnd EndOf(long call, Portion portion, Reply reply)
    {
        var answers = ImmutableArray.CreateBuilder<Answer>();
        var failures = ImmutableArray.CreateBuilder<FailedText>();
        var at = tools.Clock.GetUtcNow();
        for (var place = 0; place < portion.Items.Length; place++)
        {
            var (item, said) = (portion.Items[place], reply.Items[place]);
            if (said.IsAnswered)
            {
                _outcomes[item] = TextOutcome.Answered(said.Label);
                answers.Add(AnswerOf(request.Items[item], said.Label, call, at));
            }
            else if (CountsAsTry(reply.Fault, portion.Items.Length) && ++_tries[item] == tools.Retry.TriesPerText)
            {
                var reason = reply.Fault?.Message ?? said.Problem!;
                _outcomes[item] = TextOutcome.Failed(reason);
                failures.Add(new FailedText(request.Items[item].Question.Version, request.Items[item].Key, reason) { Teacher = tools.Teacher.Name });
            }
        }

        _answers.AddRange(answers);
        if (answers.Count == 0)
        {
            _failedCalls++;
        }

        return new CallEnd
        {
            Call = call,
            State = answers.Count > 0 ? CallState.Answered : CallState.Failed,
            Usage = reply.Usage,
            UsageKnown = reply.UsageKnown,
            Cost = tools.Teacher.Price?.Of(reply.Usage),
            Fault = reply.Fault?.Message,
            At = at,
            Answers = answers.ToImmutable(),
            Failures = failures.ToImmutable(),
        };
    }

    private Answer AnswerOf(DeskItem item, int label, long call, DateTimeOffset at) => new()
    {
        Question = item.Question.Version,
        Key = item.Key,
        Text = item.Text,
        Label = item.Question.Labels[label].Name,
        Source = AnswerSource.Teacher,
        By = tools.Teacher.Name,
        Job = request.Job,
        Call = call,
        At = at,
        Audit = item.Audit,
    };

    /// <summary>An outage says nothing about a text, and a portion that is too large or holds one bad text is first divided.</summary>
    private static bool CountsAsTry(TeacherFault? fault, int items) => fault?.Kind switch
    {
        null or TeacherFaultKind.Unreadable => true,
        TeacherFaultKind.CutOff or TeacherFaultKind.Refused => items == 1,
        _ => false,
    };

    private async Task FollowUpAsync(Portion portion, Reply reply, CancellationToken stop)
    {
        var open = Portion.Of(request.Items, portion.Items.Where(item => _outcomes[item].IsOpen)).ToList();
        if (open.Count == 0)
        {
            return;
        }

        switch (reply.Fault?.Kind)
        {
            case TeacherFaultKind.KeyRefused or TeacherFaultKind.BadRequest:
                _stop = new DeskStop(DeskStopKind.TeacherUnavailable, reply.Fault.Message);
                return;
            case TeacherFaultKind.RateLimited or TeacherFaultKind.Unavailable or TeacherFaultKind.TimedOut:
                await WaitOutAsync(reply.Fault, stop).ConfigureAwait(false);
                break;
            case TeacherFaultKind.CutOff:
                _outage = 0;
                open = [.. open.SelectMany(part => part.Items.Length > 1 ? part.Halves(request.Items) : [part])];
                break;
            case TeacherFaultKind.Refused:
                _outage = 0;
                open = [.. open.SelectMany(part => part.Ask.Texts.Length > 1 ? part.OneByOne(request.Items) : part.Items.Length > 1 ? part.Halves(request.Items) : [part])];
                break;
            default:
                _outage = 0;
                break;
        }

        open.ForEach(_portions.Enqueue);
    }

    private async Task WaitOutAsync(TeacherFault fault, CancellationToken stop)
    {
        if (tools.Pace.IsOutage(++_outage))
        {
            _stop = new DeskStop(DeskStopKind.TeacherUnavailable, $"{fault.Message} Tried {_outage} times.");
            return;
        }

        await Task.Delay(tools.Retry.Delay(request.Batch, _outage, fault.RetryAfter), tools.Clock, stop).ConfigureAwait(false);
    }
}
