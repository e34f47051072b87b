using LeadScout.Answers;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// One request at a service that shares its texts with all others of the process: it asks what nobody else is asking and nobody has
/// answered since, and takes the rest from those who did. What they leave open it asks itself.
/// </summary>
internal sealed class SharedAsking(
    InFlightTexts texts, AskRequest request, IReadOnlyList<string> teachers, Func<AskRequest, Task<AskOutcome>> ask)
{
    private readonly TextOutcome[] _outcomes = new TextOutcome[request.Items.Length];
    private AskOutcome _sum = new([], 0, 0, null);

    public async Task<AskOutcome> RunAsync(CancellationToken stop)
    {
        try
        {
            while (_sum.Stop is null
                && Enumerable.Range(0, _outcomes.Length).Where(item => _outcomes[item].IsOpen).ToArray() is { Length: > 0 } open)
            {
                await RoundAsync(open, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _sum = _sum with { Stop = new AskStop(AskStopKind.Interrupted, "Interrupted.") };
        }

        return _sum with { Outcomes = [.. _outcomes] };
    }

    private async Task RoundAsync(int[] open, CancellationToken stop)
    {
        var claim = texts.Take(request with { Items = [.. open.Select(item => request.Items[item])] }, teachers[0]);
        IReadOnlyList<Answer> landed = [];
        try
        {
            landed = await AskOwnAsync([.. claim.Own.Select(place => open[place])], stop).ConfigureAwait(false);
        }
        finally
        {
            claim.Land(landed);
        }

        foreach (var (place, answer) in claim.Others)
        {
            Take(open[place], await answer.WaitAsync(stop).ConfigureAwait(false));
        }
    }

    /// <summary>Only once they are claimed: whoever has answered one before has put it into the log by now.</summary>
    private async Task<IReadOnlyList<Answer>> AskOwnAsync(int[] own, CancellationToken stop)
    {
        foreach (var item in own)
        {
            Take(item, await texts.FindAsync(request.Items[item], teachers, stop).ConfigureAwait(false));
        }

        int[] asked = [.. own.Where(item => _outcomes[item].IsOpen)];
        if (asked.Length == 0)
        {
            return [];
        }

        var result = await ask(request with { Items = [.. asked.Select(item => request.Items[item])] }).ConfigureAwait(false);
        foreach (var (place, item) in asked.Index())
        {
            _outcomes[item] = result.Outcomes[place];
        }

        _sum = result with
        {
            Calls = _sum.Calls + result.Calls,
            FailedCalls = _sum.FailedCalls + result.FailedCalls,
            Answers = _sum.Answers.AddRange(result.Answers),
            Lessons = _sum.Lessons.And(result.Lessons),
        };
        return result.Answers;
    }

    private void Take(int item, Answer? answer)
    {
        if (answer is not null && request.Items[item].Question.IndexOf(answer.Label) is >= 0 and var label)
        {
            _outcomes[item] = TextOutcome.Answered(label);
            _sum = _sum with { Answers = _sum.Answers.Add(answer) };
        }
    }
}
