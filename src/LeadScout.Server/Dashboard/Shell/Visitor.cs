using LeadScout.Classifiers;
using LeadScout.Server.Access;
using LeadScout.Teaching;
using Microsoft.AspNetCore.Components.Authorization;

namespace LeadScout.Server.Dashboard.Shell;

/// <summary>
/// Who uses the dashboard, and what they may do. A page is only shown to who may read; whatever changes or spends asks here first, each
/// time: a page stays open longer than a key is good.
/// </summary>
internal sealed class Visitor(AuthenticationStateProvider authentication, KeyRing keys, KeySpending spending, ActivityLog activity)
{
    /// <summary>The visitor, if they may do such a thing.</summary>
    /// <exception cref="RefusedException">They may not.</exception>
    public async Task<Caller> RequireAsync(Scope scope)
    {
        var caller = Caller.Of((await authentication.GetAuthenticationStateAsync()).User);
        if (caller.KeyId is { } key && !keys.IsGood(key))
        {
            throw new RefusedException("key-ended", 401, "The key that you signed in with has ended. Sign in again.");
        }

        return caller.Scope >= scope ? caller : throw new RefusedException(
            "scope-missing", 403, $"You may '{caller.Scope.ToString().ToLowerInvariant()}', and this needs '{scope.ToString().ToLowerInvariant()}'. Ask whoever runs the server for a wider scope.");
    }

    /// <summary>The most that a job of the visitor may spend: their own wish, within what their key's spending limit has left.</summary>
    public Money? LimitOf(Caller caller, Money? wished) => spending.LimitOf(caller, wished);

    /// <summary>Puts an entry on record; never a text of a lead.</summary>
    public void Record(Caller caller, string action, string about, int? count = null) => activity.Record(caller, action, about, count);
}
