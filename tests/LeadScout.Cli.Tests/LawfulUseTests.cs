using Xunit;

namespace LeadScout.Cli.Tests;

public sealed class LawfulUseTests
{
    private const string Basis = "Members gave explicit consent for this survey on joining.";

    private const string Religion =
        "name: belief\nask: What does this person believe?\ntext: \"{Job Title}\"\nlabels:\n  - Sales\n  - Finance\n  - HR\n  - Christian\n";

    [Theory]
    [InlineData("classify", "LIST", "--question", "FILE", "--teacher", "recorded:x.tsv")]
    [InlineData("questions", "check", "FILE")]
    [InlineData("questions", "show", "FILE")]
    [InlineData("ask", "CFO", "--question", "FILE", "--teacher", "recorded:x.tsv")]
    public async Task A_question_about_a_protected_trait_is_refused_with_why_where_and_what_to_do(params string[] command)
    {
        using var trial = new Trial();
        var (file, list) = (trial.Folder.Write("belief.yaml", Religion), trial.Folder.Write("leads.csv", "Job Title\nCFO\n"));

        var run = await CommandLine.RunAsync([.. command.Select(word => word == "FILE" ? file : word == "LIST" ? list : word)]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"'{file}', line 8", run.Error, StringComparison.Ordinal);
        Assert.All(
            ["religion", "GDPR Art. 9", "POPIA s. 26", "lawful-basis:"],
            word => Assert.Contains(word, run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_a_lawful_basis_it_is_asked_shows_it_and_the_job_keeps_it()
    {
        using var trial = new Trial();
        var file = trial.Folder.Write("belief.yaml", $"{Religion}lawful-basis: {Basis}\n");

        var job = await trial.ClassifyFileAsync(trial.Folder.Write("leads.csv", "Job Title\nCFO\n"), file, "--format", "json");

        Assert.True(job.ExitCode == 0, job.Error);
        Assert.Contains(Basis, (await CommandLine.RunAsync("questions", "show", file)).Out, StringComparison.Ordinal);
        Assert.Contains(
            Basis, (await CommandLine.RunAsync("jobs", "show", job.Text("job")!, "--db", trial.Database)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_is_no_lawful_basis()
    {
        using var folder = new Folder();
        var run = await CommandLine.RunAsync("questions", "check", folder.Write("belief.yaml", Religion + "lawful-basis: consent\n"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("line 9: 'consent' is no lawful basis", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_question_about_a_trait_needs_a_basis_too()
    {
        using var folder = new Folder();

        var refused = await LeadScoutProcess.RunAsync(folder.Path, null, "questions", "new", "religion");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--lawful-basis", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["religion.yaml"]));

        var made = await LeadScoutProcess.RunAsync(folder.Path, null, "questions", "new", "religion", "--lawful-basis", $"\"{Basis}\" #1");
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Contains(
            $"\"{Basis}\" #1", (await CommandLine.RunAsync("questions", "show", folder["religion.yaml"])).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_question_about_the_language_of_names_says_that_it_is_not_about_persons()
    {
        var show = await CommandLine.RunAsync("questions", "show", "name-language");
        Assert.Contains("about the name itself", show.Out, StringComparison.Ordinal);
        Assert.Contains("never about the person", show.Out, StringComparison.Ordinal);
    }
}
