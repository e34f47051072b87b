using System.CommandLine;
using System.Globalization;
using LeadScout.Fuzz.Engine;
using LeadScout.Fuzz.Targets;

EdgeMap.Attach();

var named = new Option<string[]>("--target") { Description = "A reader, as often as is wanted; all of them unless given." };
var minutes = new Option<double>("--minutes") { Description = "The process's own work for each reader, in minutes of CPU.", DefaultValueFactory = _ => 1 };
var inputs = new Option<int?>("--inputs") { Description = "In place of a time: so many inputs for each reader besides its corpus, the same on every machine." };
var seed = new Option<int>("--seed") { Description = "Of chance: the same seed tries the same inputs in the same order.", DefaultValueFactory = _ => 1 };
var folder = new Option<string>("--out") { Description = "Where new inputs and findings go.", DefaultValueFactory = _ => "artifacts/fuzzing" };
var files = new Argument<string[]>("file") { Description = "Inputs." };

var fuzz = new Command("run", "Fuzzes readers, and prints a line of the table for each. Ends with 1 after a finding.") { named, minutes, inputs, seed, folder };
fuzz.SetAction(said =>
{
    var findings = 0;
    Console.WriteLine("| reader | seed | CPU seconds | inputs | inputs/s | edges | kept | findings |\n|---|---|---|---|---|---|---|---|");
    foreach (var target in Chosen(said.GetValue(named)))
    {
        var run = new FuzzRun(target, Path.Join(said.GetValue(folder), target.Name), said.GetValue(seed));
        var before = Environment.CpuUsage.TotalTime;
        Verdict.OnSmallStack(() =>
        {
            if (said.GetValue(inputs) is { } count)
            {
                run.Inputs(count);
            }
            else
            {
                run.For(TimeSpan.FromMinutes(said.GetValue(minutes)));
            }

            Scratch.Delete();
        });
        var work = Environment.CpuUsage.TotalTime - before;
        findings += run.Findings;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {target.Name} | {said.GetValue(seed)} | {work.TotalSeconds:0} | {run.Executions} | {run.Executions / work.TotalSeconds:0} | {run.Edges} | {run.Kept} | {run.Findings} |"));
    }

    return findings == 0 ? 0 : 1;
});

var replay = new Command("try", "Feeds a reader one input, and says what was wrong. Ends with 1 where something was.") { named, files };
replay.SetAction(said =>
{
    var wrong = 0;
    foreach (var (target, file) in Chosen(said.GetValue(named)).SelectMany(target => said.GetValue(files)!.Select(file => (target, file))))
    {
        var verdict = Verdict.On(target, File.ReadAllBytes(file));
        wrong += verdict is null ? 0 : 1;
        Console.WriteLine($"{target.Name}, {file}: {verdict ?? "as promised"}");
    }

    Scratch.Delete();
    return wrong == 0 ? 0 : 1;
});

var distil = new Command("distil", "Copies those inputs of a fuzzed reader that the corpus is the poorer without: smallest first, each that takes several edges which none before takes.") { named, folder, files };
distil.SetAction(said =>
{
    foreach (var target in Chosen(said.GetValue(named)))
    {
        var into = Directory.CreateDirectory(Path.Join(said.GetValue(folder), target.Name)).FullName;
        var found = said.GetValue(files)!.SelectMany(from => Directory.GetFiles(Path.Join(from, target.Name))).Where(file => Path.GetFileName(file).Length == 12);
        var before = Environment.CpuUsage.TotalTime;
        Verdict.OnSmallStack(() =>
        {
            var kept = Distillate.Of(target, found.Select(File.ReadAllBytes));
            kept.ForEach(input => File.WriteAllBytes(Path.Join(into, Corpus.NameOf(input)), input));
            Console.WriteLine($"{target.Name}: {kept.Count} inputs, {kept.Sum(input => input.Length)} bytes");
            Scratch.Delete();
        });
    }
});

var list = new Command("list", "Names the readers, and what each promises.");
list.SetAction(_ =>
{
    foreach (var target in FuzzTargets.All)
    {
        Console.WriteLine($"{target.Name}: {target.Promise}");
    }
});

return new RootCommand("Feeds LeadScout's readers what nobody thought of.") { fuzz, replay, distil, list }.Parse(args).Invoke();

static IEnumerable<FuzzTarget> Chosen(string[]? names) => names is null or []
    ? FuzzTargets.All
    : names.Select(name => FuzzTargets.All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException($"There is no reader '{name}'. Allowed: {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}."));
