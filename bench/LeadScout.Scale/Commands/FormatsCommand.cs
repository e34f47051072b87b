using System.CommandLine;
using LeadScout.Savings.Commands;
using LeadScout.Scale.Formats;
using LeadScout.Scale.Lists;
using LeadScout.Scale.Measuring;
using LeadScout.Scale.Warm;

namespace LeadScout.Scale.Commands;

/// <summary><c>formats</c>: how memory grows with rows in each format that lists come in.</summary>
internal static class FormatsCommand
{
    private const int NarrowColumns = 8;

    private static readonly string[] Standard = ["csv", "jsonl", "parquet", "xlsx"];

    public static Command Create()
    {
        var formats = SharedOptions.Names("--formats", $"Endings; {string.Join(", ", Standard)} by default");
        var rows = SharedOptions.Number("--rows", "Rows of the larger list; the smaller one has a tenth", 1_000_000);
        var width = SharedOptions.Number("--width", "Columns of the wide lists, which have a thousandth of the rows", 2_000);
        var distinct = SharedOptions.Number("--distinct", "Distinct texts", 10_000);
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("formats.md"));
        var command = new Command(
            "formats",
            "Measure time and memory of jobs over lists of every format, all of whose texts are known.") { formats, rows, width, distinct, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var folder = new ScratchFolder();
            var measured = new List<FormatRun>();
            foreach (var format in parsed.GetValue(formats) is { Length: > 0 } given ? given : Standard)
            {
                var (most, extra) = (parsed.GetValue(rows), Math.Max(0, parsed.GetValue(width) - NarrowColumns));
                foreach (var (count, more) in new[] { (most / 10, 0), (most, 0), (most / 10_000, extra), (most / 1000, extra) })
                {
                    cancellation.ThrowIfCancellationRequested();
                    var list = LargeList.Draw(
                        parsed.GetValue(data)!,
                        Math.Max(count, parsed.GetValue(distinct)),
                        parsed.GetValue(distinct),
                        seed: 1).First(count, more);
                    measured.Add(await MeasureAsync(list, format, folder));
                    Console.Error.WriteLine(measured[^1]);
                }
            }

            Output.Write(parsed.GetValue(target)!, FormatTable.Render(parsed.GetValue(distinct), measured));
        });
        return command;
    }

    /// <summary>One copy of a file's bytes, in a process of its own.</summary>
    public static Command CreateCopyOne() => OneRun.Command("copy-bytes-one", ["from", "to"], async paths =>
    {
        await using var from = File.OpenRead(paths[0]);
        await using var to = File.Create(paths[1]);
        await from.CopyToAsync(to);
        to.Flush(flushToDisk: true);
    });

    private static async Task<FormatRun> MeasureAsync(LargeList list, string format, ScratchFolder folder)
    {
        var (path, database) = (folder.File("list." + format), folder.File($"{format}-{list.TitleOfRow.Length}-{list.Extra}.db"));
        await WriteAsync(list, path);
        await WarmJob.TeachAsync(database, list.Titles);
        var copy = await OwnProcess.MeasureAsync("copy-bytes-one", path, folder.File("copy"));
        var job = await OwnProcess.MeasureAsync("warm-one", path, folder.File("warm." + format), database);
        return new FormatRun(format, list.TitleOfRow.Length, list.Columns.Count, new FileInfo(path).Length / 1e6, copy, job);
    }

    private static Task WriteAsync(LargeList list, string path)
    {
        switch (Path.GetExtension(path))
        {
            case ".parquet":
                return ParquetList.WriteAsync(list, path);
            case ".jsonl":
                JsonLinesList.Write(list, path);
                break;
            case ".xlsx":
                XlsxList.Write(list, path);
                break;
            default:
                CsvList.Write(list, path);
                break;
        }

        return Task.CompletedTask;
    }
}
