using Xunit;

namespace LeadScout.Cli.Tests.Agents;

/// <summary>An agent reads and writes files of its folder alone, and replaces none unasked.</summary>
public sealed class AgentFolderTests
{
    private const string List = "Job Title\nCFO\n";

    [Fact]
    public async Task No_way_of_naming_a_file_leads_out_of_the_folder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs symbolic links.");
        await using var agent = await Agent.StartAsync();
        var outside = agent.Outside.Write("outside.csv", List);
        Directory.CreateDirectory(agent.Folder + "side");
        await File.WriteAllTextAsync(Path.Combine(agent.Folder + "side", "l.csv"), List, TestContext.Current.CancellationToken);
        agent.Write("leads.csv", List);
        File.CreateSymbolicLink(Path.Combine(agent.Folder, "link.csv"), outside);
        File.CreateSymbolicLink(Path.Combine(agent.Folder, "chain.csv"), Path.Combine(agent.Folder, "link.csv"));
        Directory.CreateSymbolicLink(Path.Combine(agent.Folder, "up"), agent.Outside.Path);
        File.CreateSymbolicLink(Path.Combine(agent.Folder, "new.csv"), agent.Outside["made.csv"]);
        string[] ways =
        [
            outside, "../outside.csv", "x/../../outside.csv", "link.csv", "chain.csv", "up/outside.csv", "up/in/../outside.csv", "/etc/passwd", "/dev/stdin",
            "../inside/l.csv", agent.Folder + "side/l.csv", "duckdb:../outside.csv?table=x", "file://" + outside, "~/x.csv", "up", ".", "",
        ];

        foreach (var way in ways)
        {
            foreach (var (tool, arguments) in Uses(way))
            {
                var reply = await agent.CallAsync(tool, arguments);
                Assert.True(reply.IsError, $"{tool} {way}: {reply.Text}");
            }
        }

        foreach (var way in (string[])["../made.csv", "up/made.csv", "new.csv", agent.Outside["made.csv"], "-"])
        {
            var reply = await agent.CallAsync("label_list", ("list", "leads.csv"), ("question", "department"), ("output", way), ("overwrite", true));
            Assert.True(reply.IsError || way == "-", $"{way}: {reply.Text}");
        }

        Assert.False(File.Exists(agent.Outside["made.csv"]));
        Assert.False(File.Exists(agent.Outside["outside.labelled.csv"]));
    }

    [Fact]
    public async Task A_link_that_stays_in_the_folder_is_followed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs symbolic links.");
        await using var agent = await Agent.StartAsync();
        agent.Write("leads.csv", List);
        File.CreateSymbolicLink(Path.Combine(agent.Folder, "same.csv"), "leads.csv");

        Assert.False((await agent.CallAsync("estimate", ("list", "same.csv"), ("question", "department"))).IsError);
        Assert.False((await agent.CallAsync("estimate", ("list", Path.Combine(agent.Folder, "leads.csv")), ("question", "department"))).IsError);
    }

    [Theory]
    [InlineData(null, "leads.labelled.csv")]
    [InlineData("other.csv", "other.csv")]
    [InlineData("leads.csv", "leads.csv")]
    public async Task A_file_is_never_replaced_in_silence(string? output, string there)
    {
        await using var agent = await Agent.StartAsync();
        agent.Write("leads.csv", List);
        if (there != "leads.csv")
        {
            agent.Write(there, "mine");
        }

        (string, object?)[] arguments = [("list", "leads.csv"), ("question", "department"), ("output", output)];
        var refused = await agent.CallAsync("label_list", arguments);
        Assert.True(refused.IsError);
        Assert.Contains("nothing is overwritten unasked", refused.Message, StringComparison.Ordinal);
        Assert.Equal(there == "leads.csv" ? List : "mine", await File.ReadAllTextAsync(Path.Combine(agent.Folder, there), TestContext.Current.CancellationToken));

        var asked = await agent.CallAsync("label_list", [.. arguments, ("overwrite", true)]);
        Assert.Equal(there == "leads.csv", asked.IsError); // the list itself never
    }

    private static IEnumerable<(string Tool, (string, object?)[] Arguments)> Uses(string way) =>
    [
        ("estimate", [("list", way), ("question", "department")]),
        ("label_list", [("list", way), ("question", "department"), ("max_cost_usd", 1)]),
        ("certify_list", [("list", way), ("question", "department"), ("label_column", "x")]),
        ("explain", [("text", "CFO"), ("question", way)]),
    ];
}
