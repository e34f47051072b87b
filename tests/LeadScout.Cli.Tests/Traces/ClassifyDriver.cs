using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>By <c>leadscout classify</c>.</summary>
internal sealed class ClassifyDriver : IJobDriver
{
    private const string Result = "titles.labelled.csv";

    private readonly string[] _arguments;

    public ClassifyDriver(DriverOptions options, Uri teacher)
    {
        var titles = TitleList.Invented;
        Folder.Write("titles.csv", titles.FirstRows(options.Rows));
        Folder.Write("group.yaml", titles.Question);
        _arguments =
        [
            "classify", "titles.csv", "--question", "group.yaml", "--teacher", "openai:stand-in", "--teacher-url", teacher.ToString(), "--price-in", "1", "--price-out", "2",
            "--max-error", Text(options.MaxErrorPercent) + "%", "--rows-per-call", Text(options.RowsPerCall), "--concurrency", Text(options.Concurrency), "--format", "json",
        ];
    }

    public Folder Folder { get; } = new();

    public async Task<Attempt> TryAsync(string[] wrapper, Action<Process>? begun, CancellationToken patience)
    {
        using var process = ChildProcess.Start(Folder, wrapper, _arguments);
        begun?.Invoke(process);
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
