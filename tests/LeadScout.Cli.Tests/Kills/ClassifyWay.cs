using System.Diagnostics;
using System.Text.Json;

namespace LeadScout.Cli.Tests.Kills;

/// <summary>By <c>leadscout classify</c>.</summary>
internal sealed class ClassifyWay : IWay
{
    private const string Result = "titles.labelled.csv";

    private readonly string[] _arguments;

    public ClassifyWay(TitleList titles, Uri teacher, string maxError, params string[] more)
    {
        Folder.Write("titles.csv", titles.Csv);
        Folder.Write("group.yaml", titles.Question);
        _arguments =
        [
            "classify", "titles.csv", "--question", "group.yaml", "--teacher", "openai:stand-in", "--teacher-url", teacher.ToString(), "--price-in", "1", "--price-out", "2",
            "--max-error", maxError, "--format", "json", .. more,
        ];
    }

    public Folder Folder { get; } = new();

    public async Task<Attempt> TryAsync(string[] wrapper, Action<Process> begun, CancellationToken patience)
    {
        using var process = ChildProcess.Start(Folder, wrapper, _arguments);
        begun(process);
        var saying = (Out: process.StandardOutput.ReadToEndAsync(CancellationToken.None), Error: process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.EndAsync(patience);
        var (output, error) = (await saying.Out, await saying.Error); // who traces it has ended, too, when these have
        if (process.ExitCode != 0)
        {
            return new Attempt(false, $"exit code {process.ExitCode}: {error}");
        }

        using var report = JsonDocument.Parse(output);
        return new Attempt(true, "")
        {
            Job = report.RootElement.GetProperty("job").GetString()!,
            Report = report.RootElement.Clone(),
            Output = Folder.Read(Result),
        };
    }

    public void Dispose() => Folder.Dispose();
}
