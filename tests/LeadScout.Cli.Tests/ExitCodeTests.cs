using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>The README's table of exit codes, held against processes that end with them.</summary>
public sealed partial class ExitCodeTests : IDisposable
{
    private const string Recorded = "--question department --teacher recorded:answers.tsv";

    // A bug can't be had on demand; a job that another process runs, and Ctrl-C, are SharedStoreTests' and InterruptTests'.
    private static readonly int[] Elsewhere = [ExitCode.InternalError, ExitCode.HeldElsewhere, ExitCode.Interrupted];

    private static readonly (string Command, int Code)[] Commands =
    [
        ($"certify right.csv --label-column label {Recorded} --db right.db", 0),
        ($"classify no-such.csv {Recorded}", 2),
        ($"certify right.csv --label-column label {Recorded} --max-audits 2 --db few.db", 3),
        ("classify right.csv --question department --teacher openai:m --teacher-url http://127.0.0.1:1/v1 --retries 0 --db far.db", 4),
        ($"certify wrong.csv --label-column label {Recorded} --db wrong.db", 5),
    ];

    private readonly Folder _folder = new();

    [Fact]
    public async Task Every_code_of_the_table_is_one_that_a_process_ends_with()
    {
        var lines = (await File.ReadAllLinesAsync(Repository.Find("samples/demo/department.tsv"), TestContext.Current.CancellationToken)).Take(61).ToArray();
        _folder.Write("answers.tsv", string.Join('\n', lines) + "\n");
        _folder.Write("right.csv", "Job Title\tlabel\n" + string.Join('\n', lines.Skip(1)) + "\n");
        _folder.Write("wrong.csv", "Job Title\tlabel\n" + string.Concat(lines.Skip(1).Select(line => $"{line.Split('\t')[0]}\tLegal\n")));

        foreach (var (command, code) in Commands)
        {
            var run = await LeadScoutProcess.RunAsync(_folder.Path, "sk-none", [.. command.Split(' ')]);

            Assert.True(run.ExitCode == code, $"{command} ended with {run.ExitCode} in place of {code}: {run.Error}");
        }

        var table = Row().Matches(await File.ReadAllTextAsync(Repository.Find("README.md"), TestContext.Current.CancellationToken))
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(table, Commands.Select(one => one.Code).Concat(Elsewhere).Order());
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"^\| (\d+) \| [a-z]", RegexOptions.Multiline)]
    private static partial Regex Row();
}
