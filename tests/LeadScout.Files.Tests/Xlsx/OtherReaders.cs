using System.Diagnostics;

namespace LeadScout.Files.Tests.Xlsx;

/// <summary>
/// Every kind of workbook, labelled, and what other people's readers see in it before and after. Each reader is started once.
/// </summary>
public sealed class OtherReaders : IAsyncLifetime
{
    private readonly TestFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var folder in new[] { "before", "after", "csv-before", "csv-after" })
        {
            Directory.CreateDirectory(_folder.File(folder));
        }

        foreach (var (i, (name, kind)) in OddWorkbooks.All.Index())
        {
            var file = LeadFiles.At(
                _folder.Write(Path.Join("before", $"{i}.xlsx"), kind().ToBytes()), _folder.File(Path.Join("after", $"{i}.xlsx")));
            TestFolder.Label(file, ["q", "q_confidence"], reader => [$"label <{reader.Row}>", "0.97"]);
            Numbers.Add(name, i);
        }

        Openpyxl = (
            await RunAsync("/usr/bin/python3", "python3-openpyxl", [Path.Join(AppContext.BaseDirectory, "Xlsx", "compare.py"), _folder.File("before"), _folder.File("after")])).Split('\n',
            StringSplitOptions.RemoveEmptyEntries);
        foreach (var side in new[] { "before", "after" })
        {
            await RunAsync("/usr/bin/soffice", "libreoffice-calc-nogui", [
                "--headless", "--norestore", $"-env:UserInstallation={new Uri(_folder.File("profile"))}",
                "--convert-to", "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,-1",
                "--outdir", _folder.File("csv-" + side), .. Directory.GetFiles(_folder.File(side))]);
        }
    }

    /// <summary>The number of each kind, by which its files are called.</summary>
    public Dictionary<string, int> Numbers { get; } = [];

    /// <summary>A line of JSON for each kind.</summary>
    public string[] Openpyxl { get; private set; } = [];

    /// <summary>What LibreOffice sees in the sheet of leads; null if it can't open the workbook, or finds nothing in it.</summary>
    public string[]? LibreOffice(string kind, string side)
    {
        var path = _folder.File(Path.Join("csv-" + side, $"{Numbers[kind]}-Leads.csv"));
        return File.Exists(path) && File.ReadAllLines(path) is [not "", ..] lines ? lines : null;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> RunAsync(string program, string package, string[] arguments)
    {
        if (!File.Exists(program))
        {
            throw new InvalidOperationException(
                $"Workbooks are compared by other people's readers, and {program} is not there. Install it, for example as root with: apt-get install {package} (./eng/test does so).");
        }

        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {await error}");
    }
}
