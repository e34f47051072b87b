using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Validity;

/// <summary>Streams of 2,000 to 3,000 rows.</summary>
internal static class StreamScenario
{
    /// <summary>A stretch of a stream in its real order, in which names of one country come together and countries come and go.</summary>
    public static Scenario Drifting(string set) =>
        new("drifting stream", set, (labelled, seed) => new Trial(StretchOf(labelled, seed), seed, RunOptions.Default), StreamRun.RunAsync);

    private static Sample StretchOf(LabelledSet set, ulong seed)
    {
        var rows = Math.Min(ListSize.Of(seed), set.Rows.Length);
        var first = new Random(unchecked((int)seed)).Next(set.Rows.Length - rows + 1);
        return Sample.InOrder(set, first, rows);
    }
}
