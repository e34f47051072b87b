using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("clasify leads.csv", "'clasify'", "'classify'", "leadscout --help")]
    [InlineData("classify leads.csv --question department --max-erro 2%", "'--max-erro'", "'--max-error'", "leadscout classify --help")]
    [InlineData("classify leads.csv --question department --max-spend 2", "'--max-spend'", "Did you mean --max-cost or --max-error", "leadscout classify --help")]
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
    [InlineData("", "leadscout demo")]
    [InlineData("prices", "check")]
    [InlineData("jobs", "resume")]
    [InlineData("questions", "history")]
    public async Task A_command_that_is_only_begun_shows_what_there_is(string line, string shown)
    {
        var run = await CommandLine.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("Usage:", run.Error, StringComparison.Ordinal);
        Assert.Contains(shown, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("was not provided", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kundentyp.yml")]
    [InlineData("Kundentyp.yaml")]
    public async Task A_question_file_that_is_not_there_is_said_in_own_words_with_the_one_that_is_meant(string named)
    {
        using var folder = new Folder();
        folder.Write("kundentyp.yaml", "name: x\n");
        var list = folder.Write("leads.csv", "Job Title\nCFO\n");
        if (File.Exists(folder[named]))
        {
            return; // a file system that takes both for one
        }

        var question = await CommandLine.RunAsync("questions", "check", folder[named]);
        var recording = await CommandLine.RunAsync("classify", list, "--question", "department", "--teacher", "recorded:" + folder["kundentyp.yam"], "--db", folder["x.db"]);
        var elsewhere = await CommandLine.RunAsync("classify", list, "--question", folder["none/x.yaml"], "--teacher", "openai:gpt-5-mini", "--db", folder["x.db"]);

        Assert.Equal((2, 2), (question.ExitCode, elsewhere.ExitCode));
        Assert.Contains($"The question file '{folder[named]}' can't be read: there is no such file. Did you mean 'kundentyp.yaml'?", question.Error, StringComparison.Ordinal);
        Assert.Contains($"The question file '{folder["none/x.yaml"]}' can't be read: there is no such file.", elsewhere.Error, StringComparison.Ordinal);
        Assert.Contains("there is no such file. Did you mean 'kundentyp.yaml'?", recording.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Could not find", question.Error + elsewhere.Error + recording.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_named_without_its_ending_is_found_out()
    {
        using var folder = new Folder();
        var named = folder.Write("kundentyp.yaml", "name: x\n")[..^".yaml".Length];

        // Without a slash, as it is typed: a name alone.
        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "questions", "check", Path.GetFileName(named));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is a file 'kundentyp.yaml': name it with its ending.", run.Error, StringComparison.Ordinal);
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
