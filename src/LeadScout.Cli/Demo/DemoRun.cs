using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Application.Samples;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Stores;

namespace LeadScout.Cli.Demo;

/// <summary>The main job on a list of our own making, explained step by step. The same every time.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="named">Where its files go; null for a folder of its own among the temporary files.</param>
/// <param name="format">With JSON the report of its job is on standard output, and all that is said on standard error.</param>
internal sealed class DemoRun(Terminal terminal, string? named, OutputFormat format = OutputFormat.Text)
{
    private static readonly JobInvocation Job = new()
    {
        Folder = "",
        Input = SampleList.ListName,
        Output = DemoFolder.Result,
        Questions = [SampleList.QuestionName],
        Teacher = DemoFolder.Teacher,
        Retries = 0,
    };

    public async Task<int> RunAsync(CancellationToken interrupt)
    {
        Say($"LeadScout {ProductVersion.Text} demo: which department does each of {SampleList.Rows.Text()} leads in six languages work in?");
        Say("No key, no network, no cost: the answers of the LLM were recorded beforehand.");
        Say("");
        using var folder = named is null ? DemoFolder.EnterOne(Path.GetTempPath()) : DemoFolder.Enter(named);
        Say($"1. In {folder.Location} it runs what you could run by hand:");
        Say($"     leadscout classify {SampleList.ListName} --question {SampleList.QuestionName} --teacher {DemoFolder.Teacher}");
        Say("");
        using var store = Databases.OpenKeyless(terminal, CommonOptions.DefaultDatabase);
        var curve = new CurveRecorder();
        var exitCode = await ClassifyAsync(store, terminal, format, curve, interrupt);
        if (exitCode != ExitCode.Done)
        {
            return exitCode;
        }

        Say("");
        await ShowPricesAsync(store, interrupt);
        Say("");
        await ShowCurveAsync(curve.Points, interrupt);
        Say("");
        await TourAsync(store, interrupt);
        Say("");
        Say($"All of it is in {Environment.CurrentDirectory}");
        Say($"{DemoFolder.Result} is the list with three more columns: department, department_confidence and department_source.");
        Say("Next, with a list and a key of your own (OPENAI_API_KEY in the environment):");
        Say("     leadscout questions list");
        Say("     leadscout classify YOUR-LIST.csv --question department --limit 10");
        Say("     leadscout classify YOUR-LIST.csv --question department --max-cost 5.00");
        return exitCode;
    }

    private static Task<int> ClassifyAsync(
        IDatabase store, Terminal where, OutputFormat format, IProgress<JobProgress>? watch, CancellationToken interrupt) =>
        new JobSession(where, format, CommonOptions.DefaultDatabase) { Yes = true, Watch = watch }
            .RunAsync(store, Job with { Folder = Environment.CurrentDirectory }, new JobSettings(), interrupt);

    private async Task ShowPricesAsync(IDatabase store, CancellationToken interrupt)
    {
        var job = (await store.ListAsync(interrupt)).Single();
        var sizes = (await store.CallsAsync(job.Id, interrupt)).Select(call => call.Intent.Texts.Length);
        Say($"2. What this list would cost with {DemoPrices.Model}, by its prompts and the built-in price table, thinking left out:");
        foreach (var line in new DemoPrices(BuiltInQuestions.Resolve(SampleList.QuestionName).Question, LabelledRow.ReadAll()).Lines(sizes))
        {
            Say(line);
        }
    }

    private async Task ShowCurveAsync(IReadOnlyList<CurvePoint> points, CancellationToken interrupt)
    {
        await File.WriteAllTextAsync(DemoFolder.Curve, CurveSvg.Of(points, SampleList.Rows), interrupt);
        Say($"3. How it learned, in share of the rows: █ the text was asked, ░ the student could decide it ({DemoFolder.Curve}):");
        foreach (var line in CurveText.Of(points))
        {
            Say(line);
        }
    }

    private async Task TourAsync(IDatabase store, CancellationToken interrupt)
    {
        var question = BuiltInQuestions.Resolve(SampleList.QuestionName).Question;
        var tour = new DemoTour(store, question, terminal.Clock, Say);
        Say($"4. Three of the {tour.Reused.Of("row")} that nobody was asked about, and the patterns that decided them:");
        await tour.ExplainAsync(interrupt);
        Say("");
        Say("5. Is the promise kept? Here it can be looked up, because every answer was recorded:");
        tour.Check();
        Say("   One of these, corrected:");
        if (await tour.CorrectAsync(interrupt))
        {
            await ClassifyAsync(store, terminal with { Out = TextWriter.Null, Error = TextWriter.Null, ErrorIsTerminal = false }, OutputFormat.Text, null, interrupt);
        }
    }

    private void Say(string text) => (format == OutputFormat.Json ? terminal.Error : terminal.Out).WriteLine(text);
}
