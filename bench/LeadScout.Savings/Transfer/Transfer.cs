using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;
using LeadScout.StoreKit;

namespace LeadScout.Savings.Transfer;

/// <summary>A second list asked alone, and after a first one whose answers are in the same database.</summary>
/// <param name="Set">The set.</param>
/// <param name="Title">What the two lists are.</param>
/// <param name="FirstRows">Rows of the first list.</param>
/// <param name="Rows">Rows of the second list.</param>
/// <param name="Known">Share of the second list's rows whose text the first list held.</param>
/// <param name="Alone">Asked texts of the second list by its rows, with an empty database.</param>
/// <param name="After">The same after the first list.</param>
/// <param name="Different">Rows of the second list that really differ, after the first, by rows.</param>
internal sealed record Transfer(
    string Set, string Title, int FirstRows, int Rows, double Known, double Alone, double After, double Different)
{
    /// <summary>Runs the second list alone, then both.</summary>
    public static async Task<Transfer> OfAsync(string title, Sample first, Sample second, ulong seed)
    {
        var alone = new Trial(second, seed, RunOptions.Default);
        await ListJob.RunAsync(alone, ErrorBudget.Default);
        var store = new InMemoryStore();
        await ListJob.RunAsync(new Trial(first, seed, RunOptions.Default), ErrorBudget.Default, store);
        var after = new Trial(second, seed, RunOptions.Default);
        var outcome = await ListJob.RunAsync(after, ErrorBudget.Default, store);
        double rows = second.Rows.Length;
        var held = Enumerable.Range(0, first.Rows.Length).Select(first.Text).ToHashSet();
        return new Transfer(
            second.Set.Name,
            title,
            first.Rows.Length,
            second.Rows.Length,
            Enumerable.Range(0, second.Rows.Length).Count(row => held.Contains(second.Text(row))) / rows,
            alone.Teacher.AskedTexts / rows,
            after.Teacher.AskedTexts / rows,
            after.CountDifferent(outcome.Output) / rows);
    }
}
