using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using Microsoft.Playwright;
using Xunit;
using static LeadScout.Dashboard.Tests.KeyboardTests;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>Labels that a list has are kept, but for those that are decided anew: by the form of a new list, and by what is offered after a check.</summary>
public sealed class KeptLabelsTests(Browser browser)
{
    private static readonly string[] Decided = ["teacher", "exact", "student"];

    // What the check itself has asked is known, and needs not be kept.
    private static readonly string[] Kept = ["kept", "exact"];

    [Fact]
    public async Task The_form_keeps_a_columns_labels_decides_one_anew_and_calls_the_new_column_as_it_is_told()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.UploadAsync(page, "vendor.csv", "Job Title,vendor\r\n" + string.Concat(Lists.Titles.Select(one => $"{one.Title},{Vendors(one.Label)}\r\n")));
        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();

        // From here on by keys alone.
        await page.GetByLabel("Spending limit, US $").FocusAsync();
        await TabToAsync(page, "More");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "But decide anew");
        await page.Keyboard.TypeAsync("Sales");
        await TabToAsync(page, "Start");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Which labels are decided anew?").First).ToBeVisibleAsync(); // of which column, nobody said
        await page.GetByLabel("Spending limit, US $").FocusAsync();
        await TabToAsync(page, "Keep the labels of");
        await page.Keyboard.TypeAsync("vendor");
        await TabToAsync(page, "Name of the new column");
        await page.Keyboard.TypeAsync("mine");
        await TabToAsync(page, "Start");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        var rows = await ResultAsync(page);
        Assert.Equal(["Job Title", "vendor", "mine", "mine_confidence", "mine_source"], rows[0]);
        foreach (var (row, (title, label)) in rows[1..].Zip(Lists.Titles))
        {
            var given = Vendors(label);
            Assert.Equal((title, given == "Sales" ? label : given, given != "Sales"), (row[0], row[2], row[4] == "kept"));
        }

        visit.NothingWasWrong();
    }

    [Fact]
    public async Task After_a_check_the_labels_that_moved_are_decided_anew_and_the_others_kept()
    {
        using var later = new StandInFolder();
        await using var other = await StandInServer.StartAsync(new StandInOptions { Answers = later.Answers(label => label == "Sales" ? "HR" : label) });
        var llms = later.Write("llms.yaml", $"teachers:\n  later:\n    model: openai:gpt-5\n    url: {other.Url}\n");
        await using var stage = await Stage.SetAsync(options: _ => ["--teachers", llms]);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        var before = await ResultAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Check again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "team", Exact = true })).ToBeCheckedAsync();
        await page.GetByLabel("The LLM of today").FillAsync("later");
        await page.GetByLabel("Rows that may be wrong, %").FillAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check them" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The labels: refuted" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Labels that moved more than is allowed: Sales")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-offer=reopen]")).ToContainTextAsync("to ask,");
        await TabToAsync(page, "Decide these anew");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The labels: refuted" })).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        var after = await ResultAsync(page);
        var (old, label, source) = (Array.IndexOf(after[0], "team"), Array.IndexOf(after[0], "team_2"), Array.IndexOf(after[0], "team_2_source"));
        Assert.Equal(before.Length, after.Length);
        Assert.All(after[1..], row => Assert.Equal(row[old] == "Sales" ? "HR" : row[old], row[label]));
        Assert.All(after[1..], row => Assert.Contains(row[source], row[old] == "Sales" ? Decided : Kept));
        Assert.Contains(after[1..], row => row[source] == "kept");
        visit.NothingWasWrong();
    }

    // One of its labels is wrong throughout.
    private static string Vendors(string label) => label == "HR" ? "Sales" : label;

    private static async Task<string[][]> ResultAsync(IPage page)
    {
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).First.ClickAsync());
        return [.. (await File.ReadAllLinesAsync(await saved.PathAsync(), TestContext.Current.CancellationToken)).Select(line => line.Split(','))];
    }

    private sealed class StandInFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-later-");

        public Recording Answers(Func<string, string> label) => Recording.Load(
            Write("answers.tsv", "text\tlabel\n" + string.Concat(Lists.Titles.Select(one => $"{one.Title}\t{label(one.Label)}\n"))));

        public string Write(string name, string content)
        {
            var path = Path.Combine(_folder.FullName, name);
            File.WriteAllText(path, content);
            return path;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
