using System.CommandLine;
using System.Diagnostics;
using LeadScout.Benchmarks.Scale;
using LeadScout.Jobs;
using LeadScout.Learning;
using LeadScout.Savings.Commands;
using LeadScout.Savings.Sets;
using LeadScout.Sqlite;
using LeadScout.Teaching;

namespace LeadScout.Benchmarks.Commands;

/// <summary><c>scale</c>: one whole job over a list that is made up as it goes.</summary>
internal static class ScaleCommand
{
    private static readonly int[] Standard = [10_000, 30_000, 100_000, 300_000, 1_000_000];

    public static Command Create()
    {
        var texts = new Option<int[]>("--texts") { Description = "Distinct texts", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => Standard };
        var rowsPerText = new Option<int>("--rows-per-text") { Description = "Rows for each distinct text", DefaultValueFactory = _ => 10 };
        var data = SharedOptions.Data();
        var command = new Command("scale-of", "Run one job and print what it took.") { texts, rowsPerText, data };
        command.SetAction(async (parsed, _) =>
        {
            foreach (var distinct in parsed.GetValue(texts)!)
            {
                await RunAsync(parsed.GetValue(data)!, distinct, (long)distinct * parsed.GetValue(rowsPerText));
            }
        });
        return command;
    }

    private static async Task RunAsync(string data, int distinct, long rows)
    {
        var titles = SetFile.Read(Path.Combine(data, "titles_noc.tsv"));
        var companies = SetFile.Read(Path.Combine(data, "companies_financedb.tsv")).Texts.Where(name => !name.Contains(" at ", StringComparison.Ordinal)).ToArray();
        var list = new LargeList(titles, companies, rows, distinct);
        var teacher = new KeyTeacher(list.LabelOf);
        var folder = Directory.CreateTempSubdirectory("leadscout-scale");
        using (var store = SqliteStore.Open(Path.Combine(folder.FullName, "scale.db")))
        {
            var settings = new JobSettings { Budget = new ErrorBudget(0.05, 0.95) };
            var started = Stopwatch.GetTimestamp();
            var phase = JobPhase.Intake;
            var progress = new Notes(p =>
            {
                if (p.Phase != phase)
                {
                    phase = p.Phase;
                    Console.Error.WriteLine($"  {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {phase}, {p.AskedTexts} asked");
                }
            });
            var outcome = await new JobRunner(store, store, new RetryPolicy(), TimeProvider.System)
                .RunAsync(new JobRequest(list.File, "result", list.Question, settings), teacher, progress, CancellationToken.None);
            using var process = Process.GetCurrentProcess();
            var certificate = outcome.Job.Report!.Certificate!;
            Console.WriteLine(
                $"{distinct} texts, {rows} rows: {outcome.Job.State}, asked {teacher.Asked}, differ {100.0 * list.Different / rows:0.00} %, bound {100 * certificate.UpperBound:0.00} %, "
                + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, CPU {process.TotalProcessorTime.TotalSeconds:0.0} s, peak {process.PeakWorkingSet64 / 1048576.0:0} MiB");
        }

        folder.Delete(true);
    }

    private sealed class Notes(Action<JobProgress> note) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => note(value);
    }
}
