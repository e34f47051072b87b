using System.Globalization;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Analytics;

/// <summary>
/// What calls cost and whom: those of jobs, the command line's included, from their ledgers, and single texts asked here from the log of what
/// was done. Thread-safe.
/// </summary>
internal sealed class CostAnalytics(ServerWorkspace workspace, ServerOptions options)
{
    private const string CommandLine = "command line";
    private const string SingleTexts = "single texts";
    private const string SingleText = "ask";

    /// <summary>The bill by one cut; months by time, all others the dearest first.</summary>
    public Task<IReadOnlyList<CostLine>> ReadAsync(CostCut cut, CancellationToken cancellation) => workspace.ReadAsync<IReadOnlyList<CostLine>>(async store =>
    {
        var names = await store.QuestionNamesAsync(cancellation);
        var whose = workspace.Service.Jobs().ToDictionary(job => job.Id, job => job.By);
        var calls = await BilledCalls.ReadAsync(store, await store.ListAsync(cancellation), options, cancellation);
        var lines = calls.SelectMany(call => cut switch
            {
                CostCut.Month => [MonthOf(call.At)],
                CostCut.List => [Path.GetFileName(call.Job.InputName)],
                CostCut.Who => [whose.GetValueOrDefault(call.Job.Id, CommandLine)],
                _ => call.Questions.Select(question => names.GetValueOrDefault(question) ?? question.ToString()[..12]),
            }, (call, name) => PartOf(name, call, cut == CostCut.Question ? call.Questions.Length : 1))
            .Concat(Singles(cut))
            .GroupBy(part => part.Name, (name, parts) => Sum(name, [.. parts]));
        return cut == CostCut.Month
            ? [.. lines.OrderBy(line => line.Name, StringComparer.Ordinal)]
            : [.. lines.OrderByDescending(line => line.CostUsd).ThenByDescending(line => line.Calls).ThenBy(line => line.Name, StringComparer.Ordinal)];
    });

    private IEnumerable<CostLine> Singles(CostCut cut) =>
        from entry in workspace.Service.ActivityLog(0, int.MaxValue).ActivityLog
        where entry.Action == SingleText
        let name = cut switch { CostCut.Month => MonthOf(entry.At), CostCut.Who => entry.By, _ => SingleTexts }
        select new CostLine(name, entry.Count ?? 1, entry.Count ?? 1, entry.Cost?.Dollars ?? 0, entry.Cost is null ? 1 : 0);

    private static CostLine PartOf(string name, BilledCall call, int parts) =>
        new(name, 1, (double)call.Texts / parts, (call.Cost?.Dollars ?? 0) / parts, call.Cost is null ? 1 : 0);

    private static CostLine Sum(string name, CostLine[] parts) => new(
        name,
        parts.Sum(part => part.Calls),
        Math.Round(parts.Sum(part => part.Texts), 2),
        Math.Round(parts.Sum(part => part.CostUsd), 6),
        parts.Sum(part => part.UnpricedCalls));

    private static string MonthOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
