using LeadScout.Application.Jobs;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Sqlite;

namespace LeadScout.Cli.Demo;

/// <summary>The main job on a small list of our own making, explained step by step. The same every time.</summary>
internal sealed class DemoRun(Terminal terminal, string folder)
{
    private const string List = "leads.csv";
    private const string Recording = "department.tsv";
    private const string Result = "leads.labelled.csv";
    private const string Teacher = "recorded:" + Recording;
    private const int RowsShown = 6;

    public async Task<int> RunAsync(CancellationToken interrupt)
    {
        Say($"LeadScout {ProductVersion.Text} demo: which department does each of 400 leads work in?");
        Say("No key, no network, no cost: the answers of the LLM (\"the teacher\") were recorded beforehand.");
        Say("");
        Say($"1. The sample list and the recorded answers go to {folder}");
        Prepare();
        Say("2. There, it runs what you could run by hand:");
        Say($"     leadscout classify {List} --question department --teacher recorded:{Recording}");
        Say("");
        var exitCode = await ClassifyAsync(interrupt);
        Say("");
        Say("3. The list, with three columns added:");
        await ShowAsync(interrupt);
        Say("");
        Say($"All of it is in {Environment.CurrentDirectory}");
        Say("Next, with a list and a key of your own (OPENAI_API_KEY in the environment):");
        Say("     leadscout questions list");
        Say("     leadscout classify YOUR-LIST.csv --question department --limit 10");
        Say("     leadscout classify YOUR-LIST.csv --question department --max-cost 5.00");
        return exitCode;
    }

    private async Task<int> ClassifyAsync(CancellationToken interrupt)
    {
        var invocation = new JobInvocation
        {
            Folder = Environment.CurrentDirectory,
            Input = List,
            Output = Result,
            Questions = ["department"],
            Teacher = Teacher,
            Retries = 0,
        };
        using var store = SqliteStore.Open(CommonOptions.DefaultDatabase);
        return await new JobSession(
            terminal,
            OutputFormat.Text,
            CommonOptions.DefaultDatabase)
        { Yes = true }.RunAsync(store, invocation, new JobSettings(), interrupt);
    }

    private void Prepare()
    {
        try
        {
            Environment.CurrentDirectory = Directory.CreateDirectory(folder).FullName;
            RefuseStrangers();
            foreach (var left in Directory.EnumerateFiles(".", CommonOptions.DefaultDatabase + "*"))
            {
                File.Delete(left); // each demo starts from nothing, so that it shows the same
            }

            Extract(List);
            Extract(Recording);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(
                $"The demo can't write to {folder}: {e.Message} Give another folder: leadscout demo --folder my-demo", e);
        }
    }

    /// <summary>The demo begins anew each time, but only over what an earlier one left: nobody's own list or database.</summary>
    private void RefuseStrangers()
    {
        string[] samples = [List, Recording];
        var isDemos = samples.All(name => File.Exists(name) && IsSample(name));
        var strangers = samples.Where(name => File.Exists(name) && !IsSample(name))
            .Concat(
                isDemos ? [] : Directory.EnumerateFiles(".", CommonOptions.DefaultDatabase + "*").Append(Result).Where(File.Exists).Select(name => Path.GetFileName(name)));
        if (strangers.FirstOrDefault() is { } stranger)
        {
            throw new BadInputException(
                $"The demo would overwrite {stranger} in {folder}, which no demo of this version has made. Give another folder: leadscout demo --folder my-demo");
        }

        // What was paid for since, or leads elsewhere.
        if (samples.Append(Result).Append(CommonOptions.DefaultDatabase).FirstOrDefault(name => new FileInfo(name).LinkTarget is not null) is { } link)
        {
            throw new BadInputException(
                $"{link} in {folder} is a link, and the demo would overwrite where it leads. Give another folder: leadscout demo --folder my-demo");
        }

        if (File.Exists(CommonOptions.DefaultDatabase) && HoldsMoreThanADemo())
        {
            throw new BadInputException(
                $"{CommonOptions.DefaultDatabase} in {folder} holds more than the demo's answers, which the demo would delete. Give another folder: leadscout demo --folder my-demo");
        }
    }

    private static bool HoldsMoreThanADemo()
    {
        try
        {
            using var store = SqliteStore.OpenRead(CommonOptions.DefaultDatabase);
            return store.ReadAllAsync(null).ToBlockingEnumerable().Any(answer => answer.By != Teacher);
        }
        catch (BadInputException)
        {
            return new FileInfo(CommonOptions.DefaultDatabase).Length > 0; // nobody can say
        }
    }

    private static bool IsSample(string name)
    {
        using var resource = Sample(name);
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return new FileInfo(name).Length == bytes.Length
            && File.ReadAllBytes(name).AsSpan().SequenceEqual(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static Stream Sample(string name) => typeof(DemoRun).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The sample {name} is not built in.");

    private static void Extract(string name)
    {
        using var resource = Sample(name);
        using var file = File.Create(name);
        resource.CopyTo(file);
    }

    private async Task ShowAsync(CancellationToken interrupt)
    {
        var shown = 0;
        await foreach (var line in File.ReadLinesAsync(Result, interrupt))
        {
            Say("     " + line);
            if (++shown > RowsShown)
            {
                break;
            }
        }
    }

    private void Say(string text) => terminal.Out.WriteLine(text);
}
