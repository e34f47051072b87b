using System.Diagnostics;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What shells propose, asked of the shells themselves where this machine has them.</summary>
public sealed class CompletionTests
{
    private static readonly string[] Files = ["my-leads.csv"];

    [Theory]
    [InlineData("leadscout cl", "classify")]
    [InlineData("leadscout jobs l", "list")]
    [InlineData("leadscout completion ", "bash fish powershell zsh")]
    [InlineData("leadscout classify x.csv --de", "--delimiter")]
    [InlineData("leadscout classify x.csv --question d", "department")]
    [InlineData("leadscout jobs list --format ", "json text")]
    [InlineData("leadscout classify 'my leads.csv' --texts h", "hashed")]
    [InlineData("leadscout classify ", "")]
    [InlineData("leadscout nonsense x", "")]
    public async Task The_next_words_are_commands_options_and_values_as_they_are_typed(string line, string words)
    {
        var run = await CommandLine.RunAsync("completion", "words", line);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task No_option_proposes_a_name_of_our_code()
    {
        var options = await CommandLine.RunAsync("completion", "words", "leadscout classify x.csv --");
        foreach (var option in options.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var values = await CommandLine.RunAsync("completion", "words", $"leadscout classify x.csv {option} ");
            Assert.DoesNotContain(values.Out, char.IsAsciiLetterUpper);
        }
    }

    [Theory]
    [InlineData("bash", "source <(leadscout completion bash); COMP_LINE='{0}'; COMP_POINT=${{#COMP_LINE}}; read -ra COMP_WORDS <<<\"$COMP_LINE.\"; COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_WORDS[COMP_CWORD]=${{COMP_WORDS[COMP_CWORD]%.}}; _leadscout; printf '%s\\n' \"${{COMPREPLY[@]}}\"")]
    [InlineData("zsh", "compdef() {{ }}; source <(leadscout completion zsh); compadd() {{ print -l ${{(P)2}} }}; _files() {{ print -l *.csv }}; line='{0}'; words=(\"${{(@s: :)line}}\"); CURRENT=$#words; _leadscout")]
    [InlineData("fish", "leadscout completion fish | source; complete -C '{0}'")]
    public async Task A_shell_completes_commands_and_values_by_its_script_and_files_by_itself(string shell, string script)
    {
        using var folder = new Folder();
        folder.Write(Files[0], "Title\n");

        Assert.Equal(["list"], await ProposedAsync(folder, shell, script, "leadscout jobs l"));
        Assert.Equal(["json", "text"], await ProposedAsync(folder, shell, script, "leadscout jobs list --format "));
        Assert.Equal(shell == "bash" ? [] : Files, await ProposedAsync(folder, shell, script, "leadscout classify ")); // bash adds files to none
    }

    private static async Task<string[]> ProposedAsync(Folder folder, string shell, string script, string line)
    {
        string[] alone = shell switch { "zsh" => ["-f"], "fish" => ["--no-config"], _ => ["--norc"] };
        var start = new ProcessStartInfo(shell, [.. alone, "-c", string.Format(System.Globalization.CultureInfo.InvariantCulture, script, line)])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(LeadScoutProcess.Executable)}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = folder.Path;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
