using Xunit;

namespace LeadScout.Library.Tests.Docs;

/// <summary>Every block of docs/library.md compiles without a warning, runs, and prints what the page says.</summary>
[Collection("the process's folder and console")]
public sealed class LibraryPageTests
{
    private static readonly DocPage Page = DocPage.Read("library.md");

    public static TheoryData<string> Sections => [.. Page.Sections.Select(section => section.Title)];

    [Fact]
    public void The_page_has_programs()
    {
        Assert.True(Page.Sections.Count >= 8, $"{Page.Sections.Count} sections with a program");
        Assert.StartsWith("using LeadScout;", Page.Usings, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task A_section_compiles_runs_and_prints_what_it_says(string title)
    {
        var section = Page.Sections.Single(one => one.Title == title);
        var (assembly, problems) = DocProgram.Compile(Page.Usings, section.Program);
        Assert.Empty(problems);

        var folder = Directory.CreateTempSubdirectory("leadscout-docs-");
        try
        {
            using var client = new FakeChatClient(Bench.DepartmentOf);
            var printed = await DocProgram.RunAsync(assembly, client, folder.FullName);
            if (section.Output.Length > 0)
            {
                Assert.Equal(section.Output, printed);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>Tests that change what belongs to the whole process run alone.</summary>
[CollectionDefinition("the process's folder and console", DisableParallelization = true)]
public sealed class OneAtATime;
