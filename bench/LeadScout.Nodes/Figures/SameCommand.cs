using System.CommandLine;
using System.Globalization;
using System.Text;
using LeadScout.Nodes.Faults;
using LeadScout.Nodes.Running;
using LeadScout.StandIn;

namespace LeadScout.Nodes.Figures;

/// <summary><c>same</c>: a recorded list at 5 %, by one process on a file and by several nodes: bytes and asks must be equal.</summary>
internal static class SameCommand
{
    public static Command Create()
    {
        var set = new Argument<FileInfo>("set") { Description = "Texts and their labels, separated by tabs, with a header; further columns are not read." };
        var nodes = new Option<int>("--nodes") { DefaultValueFactory = _ => 3, Description = "How many nodes." };
        var command = new Command("same", "Whether several nodes write the bytes and ask the texts that one process on a file does.") { set, nodes };
        command.SetAction(async (parsed, interrupt) =>
        {
            var rows = File.ReadLines(parsed.GetValue(set)!.FullName).Skip(1).Select(line => line.Split('\t')).ToArray();
            var csv = "Job Title\n" + string.Concat(rows.Select(row => $"\"{row[0].Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
            var question = new StringBuilder("name: group\nask: Which group does this belong to?\ntext: \"{Job Title}\"\nlabels:\n");
            foreach (var label in rows.Select(row => row[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                question.Append(CultureInfo.InvariantCulture, $"  - \"{label}\"\n");
            }

            var answers = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var row in rows)
            {
                answers.TryAdd(row[0], row[1]); // of a text with several labels the LLM says one
            }

            var teacher = new StandInOptions { Answers = TitleList.AnswersOf(answers), Latency = TimeSpan.FromMilliseconds(200) };
            using var folder = new Folder();
            var alone = await Stage.AloneAsync(folder, csv, question.ToString(), teacher, interrupt);
            await using var stage = await Stage.OpenAsync(interrupt);
            await using var service = await NodeSet.StartAsync(stage.Server, Stage.Begun, parsed.GetValue(nodes), teacher, [], [], interrupt);
            await service.Nodes[0].PostAsync("questions", new { yaml = question.ToString() }, interrupt);
            var job = await service.Nodes[0].SubmitAsync(csv, "name=titles.csv&question=group&maxError=0.05", interrupt);
            var output = await service.ResultAsync(job, interrupt);
            var (sameBytes, sameAsks) = (alone.Output.AsSpan().SequenceEqual(output), alone.Asked.SequenceEqual(Stage.AskedOf(service.Teacher)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{rows.Length} rows, {service.Nodes.Count} nodes beside one process on a file: {output.Length} bytes {(sameBytes ? "equal" : "NOT EQUAL")}, {alone.Asked.Length} calls {(sameAsks ? "equal" : "NOT EQUAL")}"));
            return sameBytes && sameAsks ? 0 : 1;
        });
        return command;
    }
}
