using System.CommandLine;
using System.Text;
using LeadScout.Savings.Commands;
using LeadScout.Savings.Results;
using LeadScout.Scale.Lists;
using LeadScout.Scale.Measuring;
using LeadScout.Scale.Workbooks;

namespace LeadScout.Scale.Commands;

/// <summary>
/// <c>workbooks</c>: what it costs to read workbooks, with this reader and others; <c>parts</c>: how two workbooks differ.
/// </summary>
internal static class WorkbooksCommand
{
    private const int Distinct = 10_000;

    public static Command Create()
    {
        var rows = SharedOptions.Number("--rows", "Rows of the long workbook", 200_000);
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("workbooks.md"));
        var command = new Command("workbooks", "Measure readers of workbooks over long, wide and over-wide ones.") { rows, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var folder = new ScratchFolder();
            var table = new StringBuilder($"""
                # Workbooks

                All cells of a workbook read as text, one run in a process of its own each. Over-wide: four rows in a sheet that says it has 16,384 columns and a million rows.
                Machine: {Machine.Description}.

                | workbook | cells | reader | CPU s | cells per CPU s | peak MB |
                |---|---|---|---|---|---|

                """.ReplaceLineEndings("\n"));
            foreach (
                var (name, count, extra, dimension) in new[] { ("long", parsed.GetValue(rows), 0, null), ("wide", 1000, 1992, null), ("over-wide", 4, 0, "A1:XFD1048576") })
            {
                var list = LargeList.Draw(parsed.GetValue(data)!, Math.Max(count, Distinct), Distinct, seed: 1).First(count, extra);
                XlsxList.Write(list, folder.File(name + ".xlsx"), dimension);
                var cells = (double)count * list.Columns.Count;
                foreach (var reader in WorkbookReader.All.Keys)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var figures = await OwnProcess.MeasureAsync("read-workbook-one", reader, folder.File(name + ".xlsx"));
                    table.Append(Markdown.Row(
                        name, Show.Whole(cells), reader, Show.Tenths(figures.CpuSeconds), Show.Whole(cells / figures.CpuSeconds),
                        Show.Whole(figures.PeakMegabytes)));
                }
            }

            Output.Write(parsed.GetValue(target)!, table.ToString());
        });
        return command;
    }

    /// <summary>One way of reading, in a process of its own.</summary>
    public static Command CreateReadOne() => OneRun.Command("read-workbook-one", ["reader", "path"], arguments =>
    {
        WorkbookReader.All[arguments[0]](arguments[1]);
        return Task.CompletedTask;
    });

    /// <summary>How a result differs from its list.</summary>
    public static Command CreateParts()
    {
        var (before, after) = (new Argument<string>("FILE"), new Argument<string>("OUT"));
        var command = new Command("parts", "Print how two workbooks differ, part by part.") { before, after };
        command.SetAction(parsed =>
        {
            foreach (var line in PartsDiff.Lines(parsed.GetRequiredValue(before), parsed.GetRequiredValue(after)))
            {
                Console.Out.WriteLine(line);
            }
        });
        return command;
    }
}
