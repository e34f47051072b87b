using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Validity;

/// <summary>Streams of 2,000 to 3,000 rows.</summary>
internal static class StreamScenario
{
    /// <summary>A stretch of a stream in its real order, in which names of one country come together and countries come and go.</summary>
    public static Scenario Drifting(string set) =>
        new("drifting stream", set, (labelled, seed) => new Trial(StretchOf(labelled, seed), seed, RunOptions.Default), StreamRun.RunAsync);

    /// <summary>Rows drawn by lot, one at a time.</summary>
    public static Scenario Plain(string set) => new("stream", set, TrialOf, StreamRun.RunAsync);

    /// <summary>The same in calls, of which several are in flight.</summary>
    public static Scenario InCalls(string set) => new("stream, calls in flight", set, TrialOf, StreamRun.RunInCallsAsync);

    /// <summary>A student that thinks itself wrong so many times less often than it does.</summary>
    public static Scenario OverConfident(string set, double times) => new(
        FormattableString.Invariant($"stream, the student {times:0} times too sure"),
        set,
        TrialOf,
        (trial, budget) => StreamRun.RunMisledAsync(trial, budget, said => said with { ErrorProbability = said.ErrorProbability / times }));

    private static Trial TrialOf(LabelledSet set, ulong seed) => new(Sample.Draw(set, seed, ListSize.Of(seed)), seed, RunOptions.Default);

    private static Sample StretchOf(LabelledSet set, ulong seed)
    {
        var rows = Math.Min(ListSize.Of(seed), set.Rows.Length);
        var first = new Random(unchecked((int)seed)).Next(set.Rows.Length - rows + 1);
        return Sample.InOrder(set, first, rows);
    }
}
