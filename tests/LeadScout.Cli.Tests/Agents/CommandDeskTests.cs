using System.Text.Json;
using LeadScout.Application.Jobs;
using LeadScout.Cli.Agents;
using LeadScout.Cli.Terminals;
using LeadScout.Server.Mcp;
using LeadScout.StandIn;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Cli.Tests.Agents;

/// <summary>What can only be seen between an agent's price and its run, and with several LLMs in one database.</summary>
public sealed class CommandDeskTests : IDisposable
{
    private readonly Folder _folder = new();

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AgentTools.LabelList)]
    [InlineData(AgentTools.CertifyList)]
    public async Task A_list_that_changes_after_its_price_is_refused_before_anything_is_asked(string tool)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        _folder.Write("leads.csv", "Job Title,dept\nCEO,Other\nCFO,Finance\n");
        var (desk, call, bill) = (DeskOf(server), ListCall(tool), new AgentBill());

        var price = await desk.PriceAsync(call, Gone);
        _folder.Write("leads.csv", "Job Title,dept\nCTO,IT\nRecruiter,HR\nCFO,Finance\n");
        var outcome = await desk.RunAsync(call, price, Money.OfDollars(1), bill, new Progress<AgentProgress>(), Gone);

        Assert.Contains("its list", outcome.Data!["stoppedBecause"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((true, "refused", 0, Money.Zero), (outcome.IsError, outcome.State, server.Stats.Calls, bill.Of(Money.OfDollars(1))));
    }

    [Fact]
    public async Task A_blank_list_does_not_make_an_llm_free()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        _folder.Write("leads.csv", "Job Title,dept\n,\n,\n");

        Assert.False((await DeskOf(server).PriceAsync(ListCall(AgentTools.LabelList), Gone)).IsFree);
        Assert.True((await DeskOf("answers.tsv").PriceAsync(ListCall(AgentTools.LabelList), Gone)).IsFree);
    }

    [Fact]
    public async Task What_a_job_has_cost_before_is_what_its_run_is_counted_from()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        _folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Range(0, 400).Select(row => $"Specialist number {row * 7}\n")));
        var (desk, call, bill) = (DeskOf(server), ListCall(AgentTools.LabelList), new AgentBill());

        var stopped = await desk.RunAsync(call, await desk.PriceAsync(call, Gone), Money.OfDollars(0.03m), bill, new Progress<AgentProgress>(), Gone);
        var first = bill.Of(Money.OfDollars(0.03m));
        var again = await desk.PriceAsync(call, Gone);

        Assert.True(stopped.State == "out-of-money", stopped.Data?.ToJsonString());
        Assert.Equal(first, again.Before);
        Assert.InRange(first.Dollars, 0.000001m, 0.03m);
    }

    [Fact]
    public async Task Where_several_llms_have_answered_the_sessions_own_explains()
    {
        _folder.Write("other.tsv", "text\tlabel\nCFO\tIT\n");
        foreach (var answers in (string[])["other.tsv", "answers.tsv"])
        {
            var desk = DeskOf(answers);
            await desk.RunAsync(Call(desk, AgentTools.Ask, "text"), null, null, new AgentBill(), new Progress<AgentProgress>(), Gone);
        }

        var own = DeskOf("answers.tsv");
        var explained = await own.RunAsync(Call(own, AgentTools.Explain, "text"), null, null, new AgentBill(), new Progress<AgentProgress>(), Gone);

        Assert.Equal((false, "Finance"), (explained.IsError, explained.Data!["label"]?.GetValue<string>()));
        Assert.NotNull(await own.ReadAsync(AgentResources.Patterns, "department", Gone));
    }

    private static AgentCall Call(CommandDesk desk, string tool, string parameter)
    {
        var one = desk.Tools.Single(one => one.Name == tool);
        return new AgentCall(one, ToolArguments.Of(one, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            $"{{\"{parameter}\":\"CFO\",\"question\":\"department\"}}")!));
    }

    private AgentCall ListCall(string tool)
    {
        var one = DeskOf("answers.tsv").Tools.Single(one => one.Name == tool);
        var labels = tool == AgentTools.CertifyList ? ",\"label_column\":\"dept\"" : "";
        return new AgentCall(one, ToolArguments.Of(one, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            $"{{\"list\":\"leads.csv\",\"question\":\"department\"{labels}}}")!));
    }

    private CommandDesk DeskOf(string answers)
    {
        _folder.Write("answers.tsv", Trial.Answers);
        var teacher = "recorded:" + _folder[answers];
        return DeskOf(["--teacher", teacher], new NamedTeacher(teacher, null, new TeacherSettings(), new StatedPrices()));
    }

    private CommandDesk DeskOf(StandInServer server) => DeskOf(
        ["--teacher=openai:stand-in", $"--teacher-url={server.Url}", "--price-in=1", "--price-out=4"],
        new NamedTeacher("openai:stand-in", server.Url.ToString(), new TeacherSettings(), new StatedPrices { Input = 1, Output = 4 }));

    private CommandDesk DeskOf(string[] arguments, NamedTeacher teacher) => new(
        new Terminal(
            TextWriter.Null, TextWriter.Null, ErrorIsTerminal: false, TimeProvider.System, name => name == "OPENAI_API_KEY" ? "sk-agent" : null),
        new AgentSettings(new AllowedFolder(_folder.Path), _folder["agent.db"], "agent", arguments, () => teacher));
}
