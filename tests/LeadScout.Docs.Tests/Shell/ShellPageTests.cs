using LeadScout.Docs.Tests.Pages;
using Xunit;

namespace LeadScout.Docs.Tests.Shell;

/// <summary>
/// The commands of a page run from top to bottom, in one shell and one folder, with the real executable; a stand-in answers in the place of a
/// provider. A <c>text</c> block under commands is what they say: its lines come in that order, and … stands for anything.
/// </summary>
public sealed class ShellPageTests(Workshop workshop) : IClassFixture<Workshop>
{
    public static TheoryData<string> Pages =>
        [.. Document.All.Where(document => document.Blocks.Any(block => Runners.Of(block) == Runner.Shell)).Select(document => document.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_commands_of_a_page_run_and_say_what_it_says(string page)
    {
        var blocks = Document.All.Single(document => document.Path == page).Blocks;
        var commands = blocks.Where(block => Runners.Of(block) == Runner.Shell).ToArray();
        var said = await workshop.RunAsync(page, commands);
        foreach (var output in blocks.Where(block => Runners.Of(block) == Runner.Output))
        {
            Shown.AssertIn(said[Array.IndexOf(commands, output.Previous)], output);
        }
    }
}
