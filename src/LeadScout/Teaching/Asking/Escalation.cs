using System.Collections.Immutable;
using LeadScout.Teaching.Spending;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// One request at a service with two teachers: the first is asked about everything, the second about what the first gave no usable answer
/// to. Such a text stays open until the second has settled it, whatever stops the service in between.
/// </summary>
internal sealed class Escalation(AskRequest request, AskingContext first, AskingContext second, SpendingAccount account)
{
    private readonly TextOutcome[] _outcomes = new TextOutcome[request.Items.Length];
    private AskOutcome _sum = new([], 0, 0, null);

    public async Task<AskOutcome> RunAsync(CancellationToken stop)
    {
        await AskAsync(first, item => !request.Items[item].IsGivenUp, stop).ConfigureAwait(false);
        if (_sum.Stop is null)
        {
            await AskAsync(second, item => !_outcomes[item].IsAnswered, stop).ConfigureAwait(false);
        }

        // What only the first has failed at is not settled yet.
        return _sum with { Outcomes = [.. _sum.Stop is null ? _outcomes : _outcomes.Select(outcome => outcome.IsAnswered ? outcome : default)] };
    }

    /// <summary>Whether a teacher takes an item by itself; if not, it has failed at it without a call.</summary>
    private bool Fits(ITeacher teacher, int item)
    {
        if (teacher.Fits(new Ask(request.Items[item].Question, [request.Items[item].Text])))
        {
            return true;
        }

        _outcomes[item] = TextOutcome.Failed($"longer than {teacher.Name} takes");
        return false;
    }

    private async Task AskAsync(AskingContext tools, Func<int, bool> isMeant, CancellationToken stop)
    {
        var meant = Enumerable.Range(0, _outcomes.Length).Where(item => isMeant(item) && Fits(tools.Teacher, item)).ToImmutableArray();
        if (meant.IsEmpty)
        {
            return;
        }

        var part =
            request with { Items = [.. meant.Select(item => request.Items[item])], Lessons = tools == first ? request.Lessons : CallLessons.None };
        var result = await new AskSession(part, tools, account).RunAsync(stop).ConfigureAwait(false);
        foreach (var (place, item) in meant.Index())
        {
            _outcomes[item] = result.Outcomes[place];
        }

        _sum = result with
        {
            Calls = _sum.Calls + result.Calls,
            FailedCalls = _sum.FailedCalls + result.FailedCalls,
            Answers = _sum.Answers.AddRange(result.Answers),
            Lessons = tools == first ? result.Lessons : _sum.Lessons, // what one model thinks says nothing about the other
        };
    }
}
