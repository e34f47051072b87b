using LeadScout.Application.Reports;
using Xunit;

namespace LeadScout.Cli.Tests.Reports;

/// <summary>A report says what student, audit and certificate are, once, where they first stand; and only where they do.</summary>
public sealed class TermsTextTests : IDisposable
{
    private const int Texts = 700;
    private static readonly string[] Words = ["Vertriebsleiter Sales", "Buchhalter Finance", "Recruiter HR"];

    private readonly Folder _folder = new();

    [Fact]
    public async Task Of_a_job_that_learned_at_its_end_and_whenever_it_is_shown()
    {
        Write(Texts);
        var run = await RunAsync("classify", _folder["leads.csv"], "--question", "department", "--max-error", "6%", "--confidence", "90%", "--out", _folder["out.csv"]);
        var id = (await RunAsync("jobs", "list", "--format", "json")).Json[0].GetProperty("job").GetString()!;

        Explains(run.Out);
        Explains((await RunAsync("jobs", "show", id)).Out);
    }

    [Fact]
    public async Task Of_several_questions_once()
    {
        Write(Texts);
        var run = await RunAsync(
            "classify", _folder["leads.csv"], "--question", _folder.Write("a.yaml", Question("a")), "--question", _folder.Write("b.yaml", Question("b")), "--max-error", "6%",
            "--confidence", "90%", "--out", _folder["out.csv"]);

        Explains(run.Out);
    }

    [Fact]
    public async Task Not_where_every_row_was_answered()
    {
        Write(6);
        var run = await RunAsync("classify", _folder["leads.csv"], "--question", "department", "--max-error", "0%", "--out", _folder["out.csv"]);

        Assert.Contains("certificate  holds: every label is the LLM's own answer", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyTerms.Student, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_labels_that_are_put_to_the_proof_the_audit_alone()
    {
        Write(Texts);
        var run = await RunAsync("certify", _folder["leads.csv"], "--label-column", "label", "--question", "department", "--max-error", "6%");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{KeyTerms.AuditOfLabel}; see {KeyTerms.Page}", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("student", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_that_is_named_is_there() => Assert.StartsWith(
        "# Student, audit, certificate", File.ReadAllText(Repository.Find(KeyTerms.Page)), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static string Question(string name) => $"name: {name}\nask: Which department, for {name}?\ntext: \"{{Job Title}}\"\nlabels: [Sales, Finance, HR]\n";

    private static void Explains(string report)
    {
        string[] said = [KeyTerms.Student, KeyTerms.Audit, KeyTerms.Certificate(0.9)];
        Assert.All(said, words => Assert.Equal(2, report.Split(words).Length));
        Assert.True(report.IndexOf("  student ", StringComparison.Ordinal) < report.IndexOf(KeyTerms.Student, StringComparison.Ordinal), report);
        Assert.True(report.IndexOf(KeyTerms.Student, StringComparison.Ordinal) < report.IndexOf("  asked  ", StringComparison.Ordinal), report);
        Assert.Contains($"see {KeyTerms.Page}", report, StringComparison.Ordinal);
    }

    private void Write(int texts)
    {
        var rows = Enumerable.Range(0, texts).Select(i => (Title: $"{Words[i % Words.Length].Split(' ')[0]} {i}", Label: Words[i % Words.Length].Split(' ')[1])).ToArray();
        _folder.Write("leads.csv", "Job Title,label\n" + string.Concat(rows.Select(row => $"{row.Title},{row.Label}\n")));
        _folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(rows.Select(row => $"{row.Title}\t{row.Label}\n")));
    }

    private Task<Run> RunAsync(string command, params string[] more) => CommandLine.RunAsync(
        [command, .. more, .. command == "jobs" ? [] : new[] { "--teacher", "recorded:" + _folder["answers.tsv"] }, "--db", _folder["x.db"]]);
}
