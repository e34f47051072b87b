using System.Diagnostics;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>All add-ons are looked for in the folder that one variable names.</summary>
public sealed class AddOnFolderTests
{
    [Theory]
    [InlineData("duckdb/LeadScout.DuckDb.dll", "estimate", "duckdb:leads.duckdb?table=leads", "--question", "department")]
    [InlineData("embeddings/LeadScout.Embeddings.dll", "estimate", "leads.csv", "--question", "department", "--embeddings", "local")]
    public async Task An_add_on_that_is_missing_is_looked_for_where_the_variable_says(string file, params string[] command)
    {
        using var folder = new Folder();
        folder.Write("leads.csv", "Job Title\nCFO\n");
        var start = new ProcessStartInfo(LeadScoutProcess.Executable, [.. command, "--teacher", "openai:gpt-5-mini"]) { WorkingDirectory = folder.Path, RedirectStandardError = true };
        start.Environment["LEADSCOUT_ADDONS"] = folder["all add-ons"];

        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"there is no '{Path.Join(folder["all add-ons"], file)}'", error, StringComparison.Ordinal);
        Assert.Contains("in LEADSCOUT_ADDONS", error, StringComparison.Ordinal);
    }
}
