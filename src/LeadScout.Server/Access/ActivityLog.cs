using LeadScout.Classifiers;
using LeadScout.Server.Api;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching;

namespace LeadScout.Server.Access;

/// <summary>The log of who spent, corrected, retired, forgot. Thread-safe.</summary>
public sealed class ActivityLog(ServerWorkspace workspace, ServerOptions options)
{
    /// <summary>Puts an entry on record.</summary>
    /// <param name="caller">Who did it.</param>
    /// <param name="action">What, in one word.</param>
    /// <param name="about">To what; never a text of a lead.</param>
    /// <param name="count">To how many things.</param>
    /// <param name="cost">What it cost, as far as it is measured.</param>
    /// <param name="possiblyBilled">The most that it can have cost beside that.</param>
    /// <param name="held">What was held back for it, which is given back in the same step.</param>
    public void Record(
        Caller caller, string action, string about, int? count = null, Money? cost = null, Money? possiblyBilled = null, KeyHold? held = null)
    {
        var entry = new ActivityEntry(0, options.Clock.GetUtcNow(), caller.Name, caller.KeyId, action, about, count, cost) { PossiblyBilled = possiblyBilled };
        if (held is null)
        {
            workspace.Service.Append(entry);
        }
        else
        {
            workspace.Service.Settle(held, entry);
        }
    }

    /// <summary>Gives back what was held for something that cost nothing.</summary>
    public void Release(KeyHold? held)
    {
        if (held is not null)
        {
            workspace.Service.Settle(held, null);
        }
    }

    /// <summary>The newest entries.</summary>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<ActivityEntry> Newest(int most) => workspace.Service.ActivityLog(0, most).ActivityLog;

    /// <summary>Part of the log, newest first.</summary>
    /// <exception cref="RefusedException">The bounds are none.</exception>
    public Page<ActivityDocument> Read(int? skip, int? take, Microsoft.AspNetCore.Http.HttpRequest request)
    {
        var (from, count) = Page.Bounds(skip, take);
        var (activity, total) = workspace.Service.ActivityLog(from, count);
        return new Page<ActivityDocument>(
            [.. activity.Select(ActivityDocument.Of)], from, total, from + count < total ? Page.Next(request, from + count, count) : null);
    }
}

/// <summary>Something that was done.</summary>
public sealed record ActivityDocument(
    long Position,
    DateTimeOffset At,
    string By,
    string? Key,
    string Action,
    string About,
    int? Count,
    decimal? CostUsd,
    decimal? PossiblyBilledUsd)
{
    internal static ActivityDocument Of(ActivityEntry entry) =>
        new(
            entry.Position,
            entry.At,
            entry.By,
            entry.Key,
            entry.Action,
            entry.About,
            entry.Count,
            entry.Cost?.Dollars,
            entry.PossiblyBilled?.Dollars);
}
