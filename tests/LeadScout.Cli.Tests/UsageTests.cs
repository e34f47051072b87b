using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("clasify leads.csv", "'clasify'", "'classify'", "leadscout --help")]
    [InlineData("classify leads.csv --question department --max-erro 2%", "'--max-erro'", "'--max-error'", "leadscout classify --help")]
    [InlineData("jobs lst", "'lst'", "'list'", "leadscout jobs --help")]
    [InlineData("classify leads.csv", "--question", "leadscout classify --help")]
    [InlineData("classify leads.csv extra --question department", "'extra'", "quotes")]
    [InlineData("classify leads.csv --question department --max-error 2", "'2'", "2%", "0.02")]
    [InlineData("classify leads.csv --question department --max-error 100%", "'100%'", "not including, 100%")]
    [InlineData("classify leads.csv --question department --confidence 100%", "'100%'", "95%")]
    [InlineData("classify leads.csv --question department --max-cost five", "'five'", "5.00")]
    [InlineData("classify leads.csv --question department --price-in 2,5 --price-out 1", "'2,5'", "per million tokens, as in 0.25")]
    [InlineData("classify leads.csv --question department --price-in 2", "--price-in and --price-out belong together")]
    [InlineData("ask --question department CEO --price-out 2", "--price-in and --price-out belong together", "leadscout ask --help")]
    [InlineData("classify leads.csv --question department --escalate b --escalate-price-in 2", "--escalate-price-in and --escalate-price-out belong together")]
    [InlineData("classify leads.csv --question department --escalate-price-in 2 --escalate-price-out 3", "none is named", "--escalate")]
    [InlineData("jobs resume 3f9a --price-out 2", "--price-in and --price-out belong together")]
    [InlineData("classify leads.csv --question department --rows-per-call 0", "'0'", "1 to 200")]
    [InlineData("classify leads.csv --question department --concurrency 257", "'257'", "1 to 256")]
    [InlineData("classify leads.csv --question department --concurrency automatic", "'automatic'", "auto, or a whole number from 1 to 256")]
    [InlineData("classify leads.csv --question department --learn later", "'later'", "deferred:job")]
    [InlineData("classify leads.csv --question department --format xml", "'xml'", "text, json")]
    [InlineData("", "--help")]
    public async Task A_wrong_command_line_says_what_is_allowed(string line, params string[] said)
    {
        var run = await CommandLine.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Out);
        foreach (var part in said)
        {
            Assert.Contains(part, run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--help", "leadscout demo")]
    [InlineData("classify --help", "--limit 10")]
    [InlineData("jobs resume --help", "leadscout jobs resume 3f9a --max-cost 10.00")]
    [InlineData("questions new --help", "leadscout questions new buying-role")]
    public async Task Help_ends_with_examples(string line, string example)
    {
        var run = await CommandLine.RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(example, run.Out[run.Out.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        using var folder = new Folder();
        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "--version");

        Assert.Equal((0, ProductVersion.Text + Environment.NewLine, ""), (run.ExitCode, run.Out, run.Error));
    }
}
