using System.Text.Json;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>By <c>leadscout classify</c>, its calls one after another.</summary>
internal sealed class ClassifyDriver : IJobDriver
{
    private const string Result = "titles.labelled.csv";

    private readonly string[] _arguments;

    public ClassifyDriver(TitleList titles, Uri teacher)
    {
        Folder.Write("titles.csv", titles.Csv);
        Folder.Write("group.yaml", titles.Question);
        _arguments =
        [
            "classify", "titles.csv", "--question", "group.yaml", "--teacher", "openai:stand-in", "--teacher-url", teacher.ToString(), "--price-in", "1", "--price-out", "2",
            "--max-error", "0%", "--concurrency", "1", "--format", "json",
        ];
    }

    public Folder Folder { get; } = new();

    public async Task<Attempt> TryAsync(params string[] wrapper)
    {
        using var process = ChildProcess.Start(Folder, wrapper, _arguments);
        var saying = (Out: process.StandardOutput.ReadToEndAsync(CancellationToken.None), Error: process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.WaitForExitAsync(CancellationToken.None);
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
