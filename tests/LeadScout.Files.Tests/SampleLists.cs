using System.Diagnostics;
using Xunit;

namespace LeadScout.Files.Tests;

/// <summary>The project's own lists, of hundreds and of thousands of leads, and as other people's library writes them.</summary>
internal static class SampleLists
{
    private const string ToWorkbook = """
        import csv, openpyxl, sys
        workbook = openpyxl.Workbook()
        for row in csv.reader(open(sys.argv[1], encoding="utf-8", newline="")):
            workbook.active.append(row)
        workbook.save(sys.argv[2])
        """;

    /// <summary>The paths of the lists.</summary>
    public static string[] Csv { get; } = [Find("samples/leads.csv"), Find("samples/demo/leads.csv")];

    /// <summary>Writes a list as a workbook with openpyxl.</summary>
    public static async Task WriteWorkbookAsync(string csv, string path)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", ToWorkbook, csv, path]) { RedirectStandardError = true })!;
        var said = await python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(python.ExitCode == 0, said);
    }

    private static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Join(folder.FullName, name)))
            {
                return Path.Join(folder.FullName, name);
            }
        }

        throw new FileNotFoundException($"{name} is not above the tests.");
    }
}
