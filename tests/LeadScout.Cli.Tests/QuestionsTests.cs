using LeadScout.Files.QuestionFiles;
using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class QuestionsTests
{
    [Fact]
    public async Task Every_built_in_question_is_listed_and_shown()
    {
        var list = await CommandLine.RunAsync("questions", "list");
        foreach (var name in BuiltInQuestions.Names)
        {
            Assert.Contains(name, list.Out, StringComparison.Ordinal);
            var show = await CommandLine.RunAsync("questions", "show", name);
            Assert.Equal(0, show.ExitCode);
            Assert.All(
                BuiltInQuestions.Load(name).Question.Labels, label => Assert.Contains(label.Name, show.Out, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_new_question_can_be_used_as_it_is_and_is_never_overwritten()
    {
        using var folder = new Folder();

        var made = await LeadScoutProcess.RunAsync(folder.Path, null, "questions", "new", "buying-role");
        Assert.True(made.ExitCode == 0, made.Error);
        var check = await CommandLine.RunAsync(
            "questions", "check", folder["buying-role.yaml"], "--list", folder.Write("leads.csv", "Job Title\nCFO\n"));
        Assert.True(check.ExitCode == 0, check.Error);
        Assert.Contains("buying-role", check.Out, StringComparison.Ordinal);

        var again = await LeadScoutProcess.RunAsync(folder.Path, null, "questions", "new", "buying-role");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("there already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rules_in_the_template_are_right_once_uncommented()
    {
        using var folder = new Folder();
        await LeadScoutProcess.RunAsync(folder.Path, null, "questions", "new", "role");
        var yaml = await File.ReadAllTextAsync(folder["role.yaml"], TestContext.Current.CancellationToken);
        folder.Write(
            "role.yaml",
            yaml.Replace("# rules:", "rules:", StringComparison.Ordinal).Replace("#   - {", "  - {", StringComparison.Ordinal));

        var check = await CommandLine.RunAsync("questions", "check", folder["role.yaml"]);

        Assert.True(check.ExitCode == 0, check.Error);
        Assert.Contains("managing director", check.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Email,Position\na@example.org,CFO\nb@example.org,Recruiter\n", "column 'Position', as in \"CFO\", \"Recruiter\".", "A call: 2 texts, about ")]
    [InlineData("Job Title\n\n\n", "column 'Job Title'", "A call: none is needed")]
    public async Task A_check_against_a_list_names_its_column_shows_texts_and_says_what_a_call_costs(string list, string column, string call)
    {
        using var folder = new Folder();
        var path = folder.Write("leads.csv", list);

        var run = await CommandLine.RunAsync("questions", "check", "department", "--list", path);
        var json = await CommandLine.RunAsync("questions", "check", "department", "--list", path, "--teacher", "openai:gpt-5-nano", "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("leads.csv (CSV", run.Out, StringComparison.Ordinal);
        Assert.Contains(column, run.Out, StringComparison.Ordinal);
        Assert.Contains(call, run.Out, StringComparison.Ordinal);
        Assert.Equal("openai:gpt-5-nano", json.Json.GetProperty("trial").GetProperty("teacher").GetString());
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path), file => !file.EndsWith("leads.csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_no_column_name_is_refused()
    {
        var run = await CommandLine.RunAsync("questions", "new", "../x");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("letters, digits", run.Error, StringComparison.Ordinal);
    }
}
