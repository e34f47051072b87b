using System.Text.Json;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>The JSON document's names are a contract.</summary>
public sealed class JsonTests
{
    private static readonly string[] Contract =
    [
        "job", "state", "output", "rows", "distinctTexts", "undecidedRows", "rowsBySource", "askedTexts", "calls", "inputTokens", "outputTokens",
        "costUsd", "rowByRowCostUsd", "certificate", "patternsPerCall", "seconds",
    ];

    [Fact]
    public async Task A_finished_job_has_every_field_in_the_agreed_order()
    {
        using var trial = new Trial();

        var run = await trial.ClassifyAsync("Job Title\nCFO\n\nCFO\n", "--format", "json");

        Assert.Equal(Contract, Names(run.Json)[..Contract.Length]);
        Assert.Equal(["person", "exact", "rule", "student", "teacher"], Names(run.Json.GetProperty("rowsBySource")));
        Assert.Equal(
            ["maxError", "confidence", "upperBound", "audits", "auditErrors", "holds", "labels"], Names(run.Json.GetProperty("certificate")));
        Assert.Equal((3L, 1L, 1L), (run.Number("rows"), run.Number("distinctTexts"), run.Number("undecidedRows")));
        Assert.Contains("decided by", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("Auto")]
    [InlineData("3")]
    public async Task Calls_in_sequence_are_reported_and_never_more_than_the_calls(string concurrency)
    {
        using var trial = new Trial();

        var run = await trial.ClassifyAsync("Job Title\nCFO\nCEO\n", "--format", "json", "--concurrency", concurrency);

        Assert.Equal(0, run.ExitCode);
        Assert.InRange(run.Number("callsInSequence"), 1, run.Number("calls"));
    }

    [Theory]
    [InlineData("--column", "nope")]
    [InlineData("--max-error", "2")]
    public async Task A_refusal_is_one_document_too(string option, string value)
    {
        using var trial = new Trial();

        var run = await trial.ClassifyAsync("Job Title\nCFO\n", "--format", "json", option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(Contract, Names(run.Json)[..Contract.Length]);
        Assert.Equal("refused", run.Text("state"));
        Assert.Contains(value, run.Text("stoppedBecause"), StringComparison.Ordinal);
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
