using System.Collections.Immutable;
using LeadScout.Teaching.Spending;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// One request at a service with two teachers: the first is asked about everything, the second about what the first gave no usable answer
/// to. Such a text stays open until the second has settled it, whatever stops the service in between.
/// </summary>
internal sealed class Escalation(AskRequest request, AskingContext first, AskingContext second, SpendingAccount account)
{
    private readonly AskResultBuilder _result = new();

    public async Task<AskResult> RunAsync(CancellationToken stop)
    {
        await AskAsync(first, request with { Asks = [.. request.Asks.Where(ask => !ask.IsGivenUp)] }, stop).ConfigureAwait(false);
        var lessons = _result.Lessons;
        if (_result.Stop is null)
        {
            var failed = request.Asks.Where(ask => !_result[ask].IsAnswered);
            await AskAsync(second, request with { Asks = [.. failed], Lessons = CallLessons.None, Canaries = Canaries.None }, stop).ConfigureAwait(false);
        }

        if (_result.Stop is not null)
        {
            _result.Reopen(); // what only the first has failed at is not settled yet
        }

        _result.Lessons = lessons; // what one model thinks says nothing about the other
        return _result.Build();
    }

    private async Task AskAsync(AskingContext tools, AskRequest part, CancellationToken stop)
    {
        var asks = part.Asks.Where(ask => Fits(tools.Profile, ask)).ToImmutableArray();
        if (!asks.IsEmpty)
        {
            _result.Add(await new AskSession(part with { Asks = asks }, tools, account).RunAsync(stop).ConfigureAwait(false));
        }
    }

    /// <summary>Whether a teacher takes an ask by itself; if not, it has failed at it without a call.</summary>
    private bool Fits(TeacherProfile teacher, PlannedAsk ask)
    {
        if (teacher.Fits(new Ask(ask.Question, [ask.Text])))
        {
            return true;
        }

        _result[ask] = AskOutcome.Failed($"longer than {teacher.Name} takes");
        return false;
    }
}
