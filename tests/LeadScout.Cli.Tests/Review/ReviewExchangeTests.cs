using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace LeadScout.Cli.Tests.Review;

/// <summary>A review in Label Studio or Argilla, and back. The tools' part is played as their documented files have it.</summary>
public sealed class ReviewExchangeTests : IDisposable
{
    private const string Question = "name: team\nask: Which team is this title in?\ntext: \"{Title}\"\nlabels: [Sales, Finance, HR]\n";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("label-studio")]
    [InlineData("argilla")]
    public async Task What_people_say_there_comes_back_and_stands_in_the_result(string form)
    {
        await LabelAsync();
        var export = await RunAsync("review", "--export", "tasks.json", "--form", form, "--format", "json");
        Assert.True(export.ExitCode == 0, export.Error);
        Assert.Equal(8L, export.Number("tasks"));

        var tasks = Tasks("tasks.json");
        Assert.Equal(8, tasks.Select(task => TextOf(form, task)).Distinct().Count());
        Answer(form, tasks[0]!, "HR");
        Answer(form, tasks[1]!, "finance");
        _folder.Write("annotated.json", tasks.ToJsonString());
        var import = await RunAsync("review", "--import", "annotated.json", "--form", form, "--by", "ada", "--format", "json");

        Assert.True(import.ExitCode == 0, import.Error);
        Assert.Equal((2L, 0L, 6L), (import.Number("added"), import.Number("known"), import.Number("unlabelled")));
        var again = await RunAsync("review", "--import", "annotated.json", "--form", form, "--format", "json");
        Assert.Equal((0L, 2L), (again.Number("added"), again.Number("known")));
        _folder.Write("empty.json", "[]");
        Assert.DoesNotContain("writes these answers", (await RunAsync("review", "--import", "empty.json", "--form", form)).Out, StringComparison.Ordinal);
        await RunAsync("jobs", "resume", import.Out.Length > 0 ? await NewestAsync() : "");
        var rows = File.ReadAllLines(_folder["leads.labelled.csv"]);
        Assert.Contains($"{TextOf(form, tasks[0]!)},HR,1,person", rows);
        Assert.Contains($"{TextOf(form, tasks[1]!)},Finance,1,person", rows);
    }

    [Fact]
    public async Task The_label_so_far_goes_along_as_the_tools_have_it_but_not_with_a_sample()
    {
        await LabelAsync();
        await RunAsync("review", "--export", "studio.json", "--form", "label-studio", "--limit", "3");
        await RunAsync("review", "--export", "argilla.json", "--form", "argilla", "--limit", "3");
        await RunAsync("review", "--export", "blind.json", "--form", "label-studio", "--sample", "4");

        var studio = Tasks("studio.json");
        Assert.Equal(3, studio.Count);
        var result = studio[0]!["predictions"]![0]!["result"]![0]!;
        Assert.Equal(("team", "text", "choices"), ((string?)result["from_name"], (string?)result["to_name"], (string?)result["type"]));
        Assert.Contains((string?)result["value"]!["choices"]![0], (string?[])["Sales", "Finance"]);
        var suggestion = Tasks("argilla.json")[0]!["suggestions"]!["team"]!;
        Assert.Equal((string?)result["value"]!["choices"]![0], (string?)suggestion["value"]);
        Assert.StartsWith("leadscout ", (string?)suggestion["agent"], StringComparison.Ordinal);
        Assert.All(Tasks("blind.json"), task => Assert.Empty(task!["predictions"]!.AsArray()));
        Assert.DoesNotContain("reason", File.ReadAllText(_folder["blind.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Label_Studios_short_form_comes_back_too()
    {
        await LabelAsync();
        _folder.Write("min.json", """[{"text":"Sales 1","id":1,"team":"HR","annotator":1},{"text":"Sales 2","team":{"choices":["HR"]}},{"text":"Sales 3"}]""");

        var import = await RunAsync("review", "--import", "min.json", "--form", "label-studio", "--format", "json");

        Assert.True(import.ExitCode == 0, import.Error);
        Assert.Equal((2L, 1L), (import.Number("added"), import.Number("unlabelled")));
    }

    [Fact]
    public async Task Who_disagrees_is_left_out_and_named_unless_one_is_marked_as_the_truth()
    {
        await LabelAsync();
        _folder.Write("a.json", $"[{Studio("Sales 1", "HR")},{Studio("SALES  1", "Finance")},{Studio("Sales 2", "HR", "Finance")},{Studio("Nobody's", "HR")}]");
        _folder.Write(
            "truth.json",
            """[{"data":{"text":"Sales 3"},"annotations":[{"ground_truth":true,"result":[{"type":"choices","from_name":"team","value":{"choices":["HR"]}}]},{"result":[{"type":"choices","from_name":"team","value":{"choices":["Sales"]}}]},{"was_cancelled":true,"result":[]}]}]""");

        var import = await RunAsync("review", "--import", "a.json", "--form", "label-studio");
        var truth = await RunAsync("review", "--import", "truth.json", "--form", "label-studio", "--format", "json");

        Assert.True(import.ExitCode == 0, import.Error);
        Assert.Contains("2 texts left out, for people label it differently: \"Sales 1\", \"Sales 2\"", import.Out, StringComparison.Ordinal);
        Assert.Contains("1 task left out: the text is not in", import.Out, StringComparison.Ordinal);
        Assert.Equal(1L, truth.Number("added"));
    }

    [Theory]
    [InlineData("label-studio", "", "not whole JSON")]
    [InlineData("label-studio", "[{\"data\":", "not whole JSON: line 1")]
    [InlineData("label-studio", "{\"data\":{}}", "begins with an object")]
    [InlineData("label-studio", "[1]", "task 1")]
    [InlineData("label-studio", "[{\"data\":{\"text\":7}}]", "task 1: a number stands where a text is expected")]
    [InlineData("label-studio", "[{\"data\":{\"image\":\"x\"}}]", "there is no 'text'")]
    [InlineData("label-studio", "[{\"data\":{\"text\":\"\\ud800\"}}]", "task 1")]
    [InlineData("label-studio", "[{\"data\":{\"text\":\"Sales 1\"},\"annotations\":7}]", "'annotations' is a number and no array")]
    [InlineData("label-studio", "[{\"data\":{\"text\":\"Sales 1\"},\"annotations\":[{\"result\":[{\"type\":\"choices\",\"from_name\":\"team\",\"value\":{\"choices\":[\"HR\",\"Sales\"]}}]}]}]", "several choices")]
    [InlineData("label-studio", "[{\"data\":{\"text\":\"Sales 1\"},\"annotations\":[{\"result\":[{\"type\":\"choices\",\"from_name\":\"team\",\"value\":{\"choices\":[\"Selas\"]}}]}]}]", "'Selas' is no label")]
    [InlineData("argilla", "[{\"fields\":{\"text\":\"Sales 1\"},\"responses\":{\"team\":[{\"value\":\"Boss\",\"user_id\":\"1\"}]}}]", "'Boss' is no label")]
    [InlineData("argilla", "[{\"fields\":{\"text\":\"Sales 1\"},\"responses\":{\"team\":{\"value\":\"HR\"}}}]", "'team' is an object and no array")]
    [InlineData("argilla", "[{\"responses\":{}}]", "task 1")]
    [InlineData("argilla", "[{\"fields\":{\"text\":\"Sales 1\"},\"responses\":{\"label\":[{\"value\":\"HR\",\"user_id\":\"1\"}]}}]", "but some have one for 'label'")]
    [InlineData("label-studio", "[{\"data\":{\"text\":\"Sales 1\"},\"annotations\":[{\"result\":[{\"type\":\"choices\",\"from_name\":\"group\",\"value\":{\"choices\":[\"HR\"]}}]}]}]", "none has a label for 'team', but some have one for 'group'")]
    public async Task A_file_that_is_none_of_theirs_is_refused_and_nothing_is_taken(string form, string file, string said)
    {
        await LabelAsync();
        _folder.Write("bad.json", file);

        Refusal.Check(await RunAsync("review", "--import", "bad.json", "--form", form), said);
        Assert.DoesNotContain("\"source\":\"person\"", (await RunAsync("answers", "export")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_nested_without_end_is_refused() =>
        await A_file_that_is_none_of_theirs_is_refused_and_nothing_is_taken("argilla", new string('[', 100_000), "not whole JSON");

    [Fact]
    public async Task Options_that_do_not_go_together_and_files_that_are_there_are_refused()
    {
        await LabelAsync();
        _folder.Write("there.json", "mine");

        Refusal.Check(await RunAsync("review", "--export", "there.json", "--form", "argilla"), "there already");
        Assert.Equal("mine", File.ReadAllText(_folder["there.json"]));
        Refusal.Check(await RunAsync("review", "--export", "a.json"), "--form");
        Refusal.Check(await RunAsync("review", "--form", "argilla"), "--export");
        Refusal.Check(await RunAsync("review", "--export", "a.json", "--import", "b.json", "--form", "argilla"), "--import");
        Refusal.Check(await RunAsync("review", "--export", "a.json", "--form", "prodigy"), "label-studio or argilla");
        Refusal.Check(await RunAsync("review", "--import", "none.json", "--form", "argilla"), "none.json");
    }

    private static string Studio(string text, params string[] labels) => new JsonObject
    {
        ["data"] = new JsonObject { ["text"] = text },
        ["annotations"] = new JsonArray([.. labels.Select(label => (JsonNode)new JsonObject { ["result"] = new JsonArray(Choice(label)) })]),
    }.ToJsonString();

    private static JsonObject Choice(string label) => new()
    {
        ["type"] = "choices",
        ["from_name"] = "team",
        ["to_name"] = "text",
        ["value"] = new JsonObject { ["choices"] = new JsonArray(label) },
    };

    private static void Answer(string form, JsonNode task, string label)
    {
        if (form == "argilla")
        {
            task["responses"]!["team"] = new JsonArray(new JsonObject { ["value"] = label, ["user_id"] = "7d1c" });
        }
        else
        {
            task["annotations"] = new JsonArray(new JsonObject { ["id"] = 1, ["completed_by"] = 1, ["was_cancelled"] = false, ["result"] = new JsonArray(Choice(label)) });
        }
    }

    private static string TextOf(string form, JsonNode? task) => (string)task![form == "argilla" ? "fields" : "data"]!["text"]!;

    private JsonArray Tasks(string file) => JsonNode.Parse(File.ReadAllBytes(_folder[file]))!.AsArray();

    private async Task<string> NewestAsync() =>
        JsonDocument.Parse((await RunAsync("jobs", "list", "--format", "json")).Out).RootElement[0].GetProperty("job").GetString()!;

    private async Task LabelAsync()
    {
        _folder.Write("team.yaml", Question);
        _folder.Write("leads.csv", "Title\n" + string.Concat(Enumerable.Range(1, 4).Select(i => $"Sales {i}\nFinance {i}\n")));
        _folder.Write("team.tsv", "text\tlabel\n" + string.Concat(Enumerable.Range(1, 4).Select(i => $"Sales {i}\tSales\nFinance {i}\tFinance\n")));
        var job = await RunAsync("classify", "leads.csv", "--question", "team.yaml", "--teacher", "recorded:team.tsv");
        Assert.True(job.ExitCode == 0, job.Error);
    }

    private Task<Run> RunAsync(params string[] args) => FolderCommand.RunAsync(_folder, null, args);
}
