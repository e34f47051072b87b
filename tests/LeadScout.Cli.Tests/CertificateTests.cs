using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LeadScout.Application.Certificates;
using LeadScout.Questions;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What a job has proven, as a document.</summary>
public sealed class CertificateTests
{
    [Fact]
    public void A_number_beyond_any_is_refused_as_no_certificate()
    {
        const string Json = """
            {"format":"leadscout-certificate/2","job":"0123456789ab","kind":"classify","list":{"name":"l","hash":"0","rows":3,"distinctTexts":2},"questions":[],"teacher":{"name":"m","second":null,"promptHash":null,"models":[]},"options":{},"log":{"position":0,"verdictPosition":0,"answers":2,"hash":"0"},"certificates":[{"subject":"q","verdict":"proven","maxError":0.02,"confidence":0.95,"lowerBound":0,"upperBound":1e400,"audits":2,"auditErrors":0}],"began":"2026-03-29T14:05:00Z","hash":"0"}
            """;
        var refused = Assert.Throws<BadInputException>(() => SignedCertificate.Parse(Json, "odd.json"));

        Assert.Contains("'odd.json' is no certificate: a number in it is beyond any", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, SignedCertificate.Parse(Json.Replace("1e400", "1", StringComparison.Ordinal), "sound.json").Certificates[0].UpperBound);
    }

    [Fact]
    public async Task A_certificate_is_verified_by_the_list_and_the_log_alone()
    {
        using var trial = new CertificateTrial();
        var job = await trial.ClassifyAsync();
        var shown = await trial.RunAsync("show", job);
        var file = trial.Folder.Write("certificate.json", shown.Out);

        var byId = await trial.RunAsync("verify", job);
        var byFile = await trial.RunAsync("verify", file, "--format", "json");

        Assert.Equal((0, 0), (byId.ExitCode, byFile.ExitCode));
        Assert.Contains("VERIFIED", byId.Out, StringComparison.Ordinal);
        Assert.True(byFile.Json.GetProperty("verified").GetBoolean());
        Assert.Equal("holds", shown.Json.GetProperty("certificates")[0].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task None_is_made_of_a_job_whose_answers_were_forgotten_for_nobody_could_verify_it()
    {
        using var trial = new CertificateTrial();
        var job = await trial.ClassifyAsync();
        var asked = (await CommandLine.RunAsync("answers", "export", "--db", trial.Database)).Out.Split('\n').First(line => line.Contains("\"Title", StringComparison.Ordinal));
        var text = JsonNode.Parse(asked)!["text"]!.GetValue<string>();
        var forgotten = await CommandLine.RunAsync("answers", "forget", text, "--yes", "--db", trial.Database);

        var shown = await trial.RunAsync("show", job);

        Assert.True(forgotten.ExitCode == 0, forgotten.Error);
        Assert.Equal(2, shown.ExitCode);
        Assert.Contains("some were forgotten", shown.Error, StringComparison.Ordinal);
        Assert.Contains($"jobs resume {job}", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hash_can_be_made_again_from_the_file_as_the_page_says()
    {
        using var trial = new CertificateTrial();
        var shown = (await trial.RunAsync("show", await trial.ClassifyAsync())).Out;
        var hash = JsonNode.Parse(shown)!["hash"]!.GetValue<string>();

        var (compact, isText, isEscaped) = (new StringBuilder(), false, false);
        foreach (var c in shown)
        {
            isText ^= c == '"' && !isEscaped;
            isEscaped = c == '\\' && !isEscaped;
            if (isText || !char.IsWhiteSpace(c))
            {
                compact.Append(c);
            }
        }

        compact.Replace($"\"hash\":\"{hash}\"", "\"hash\":\"\"");
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(compact.ToString()))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_of_any_field_is_noticed_also_where_the_hash_was_made_anew(bool ofGivenLabels)
    {
        using var trial = new CertificateTrial();
        var shown = (await trial.RunAsync("show", ofGivenLabels ? await trial.CertifyAsync() : await trial.ClassifyAsync())).Out;
        var paths = Leaves(JsonNode.Parse(shown)!, []).Where(path => path is not ["hash"]).ToArray();
        Assert.Contains(paths, path => path is ["certificates", "[0]", "labels", "[0]", "recallAtLeast"]);
        Assert.Contains(paths, path => path is ["certificates", "[0]", "labels", "[0]", "maxError"]);

        foreach (var path in paths)
        {
            var changed = JsonNode.Parse(shown)!;
            Change(changed, path);
            var plain = await trial.RunAsync("verify", trial.Folder.Write("changed.json", changed.ToJsonString()));
            Assert.True(plain.ExitCode is 2 or 5, $"{string.Join('.', path)}: {plain.Out}");
            if (plain.ExitCode == 5)
            {
                var signed = SignedCertificate.Parse(changed.ToJsonString(), "changed").WithHash().ToJson();
                var again = await trial.RunAsync("verify", trial.Folder.Write("signed.json", signed));
                Assert.Equal(5, again.ExitCode);
                Assert.Contains(path[^1].Split('[')[0], again.Out, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_document_of_an_earlier_version_that_says_nothing_of_labels_is_verified_all_the_same(bool ofGivenLabels)
    {
        using var trial = new CertificateTrial();
        var shown = SignedCertificate.Parse(
            (await trial.RunAsync("show", ofGivenLabels ? await trial.CertifyAsync() : await trial.ClassifyAsync())).Out, "shown");
        var earlier = shown.In(SignedCertificate.FormatWithoutLabels).ToJson();
        var (unlabelled, misnamed) = (
            (shown with { Certificates = [.. shown.Certificates.Select(part => part with { Labels = null })] }).WithHash().ToJson(),
            (shown with { Format = SignedCertificate.FormatWithoutLabels }).WithHash().ToJson());

        var verified = await trial.RunAsync("verify", trial.Folder.Write("earlier.json", earlier));
        var withoutLabels = await trial.RunAsync("verify", trial.Folder.Write("unlabelled.json", unlabelled));
        var underAnEarlierName = await trial.RunAsync("verify", trial.Folder.Write("misnamed.json", misnamed));

        Assert.DoesNotContain("labels", earlier, StringComparison.Ordinal);
        Assert.True(verified.ExitCode == 0, verified.Out);
        Assert.Equal((5, 5), (withoutLabels.ExitCode, underAnEarlierName.ExitCode));
    }

    [Fact]
    public async Task No_certificate_is_made_of_a_list_that_is_not_the_jobs_any_more()
    {
        using var trial = new CertificateTrial();
        var job = await trial.ClassifyAsync();
        trial.Folder.Write("leads.csv", await File.ReadAllTextAsync(trial.List, TestContext.Current.CancellationToken) + "Title 401\n");

        var shown = await trial.RunAsync("show", job);

        Assert.Equal((2, ""), (shown.ExitCode, shown.Out));
        Assert.Contains($"of job {job} are not what they were", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_list_is_named()
    {
        using var trial = new CertificateTrial();
        var job = await trial.ClassifyAsync();
        await File.AppendAllTextAsync(trial.Folder["leads.csv"], "Baker\n", TestContext.Current.CancellationToken);

        var run = await trial.RunAsync("verify", job);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("job: the certificate says", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_were_forgotten_are_missed()
    {
        using var trial = new CertificateTrial();
        var job = await trial.ClassifyAsync();
        var file = trial.Folder.Write("certificate.json", (await trial.RunAsync("show", job)).Out);
        await CommandLine.RunAsync("answers", "forget", "Title 3", "--yes", "--db", trial.Database);

        var run = await trial.RunAsync("verify", file);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("log.answers", run.Out, StringComparison.Ordinal);
    }

    /// <summary>A certificate speaks of what the LLM said; what a person says later makes it no false one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_later_correction_is_told_and_makes_no_certificate_false(bool ofGivenLabels)
    {
        using var trial = new CertificateTrial();
        var job = ofGivenLabels ? await trial.CertifyAsync() : await trial.ClassifyAsync();
        var file = trial.Folder.Write("certificate.json", (await trial.RunAsync("show", job)).Out);
        var corrections = trial.Folder.Write("corrections.csv", "text,label\n" + string.Concat(Enumerable.Range(1, 120).Select(title => $"Title {title},Legal\n")));
        var said = await CommandLine.RunAsync("answers", "correct", "--file", corrections, "--question", "department", "--by", "me", "--db", trial.Database);
        Assert.True(said.ExitCode == 0, said.Error);

        var text = await trial.RunAsync("verify", file);
        var json = await trial.RunAsync("verify", job, "--format", "json");

        Assert.True(text.ExitCode == 0, text.Out);
        Assert.Contains("VERIFIED", text.Out, StringComparison.Ordinal);
        Assert.Contains("Later a person has corrected 120 texts of the list", text.Out, StringComparison.Ordinal);
        var corrected = json.Json.GetProperty("corrections");
        Assert.Equal((120, true), (corrected.GetProperty("texts").GetInt32(), corrected.GetProperty("contradicted").GetInt32() > 0));
        var bound = SignedCertificate.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), file).Certificates[0].UpperBound;
        // Of 400 given labels 120 more are wrong, less the 3 that were found or known to be so already; a job's own rows are set right.
        Assert.Equal(ofGivenLabels ? bound + 0.3 : bound, corrected.GetProperty("upperBound").GetDouble(), 0.011);
    }

    /// <summary>What the second teacher had said is what the job learned from, whatever a person says of it later.</summary>
    [Fact]
    public async Task A_later_correction_of_a_second_teachers_answer_changes_no_plan()
    {
        using var trial = new CertificateTrial();
        trial.Folder.Write("first.tsv", "text\tlabel\n" + string.Concat(Enumerable.Range(1, 400).Where(i => i % 5 != 0).Select(i => $"{(i % 2 == 0 ? "Sales" : "Finance")} person {i}\t{(i % 2 == 0 ? "Sales" : "Finance")}\n")));
        trial.Folder.Write("second.tsv", "text\tlabel\n" + string.Concat(Enumerable.Range(1, 400).Select(i => $"{(i % 2 == 0 ? "Sales" : "Finance")} person {i}\t{(i % 2 == 0 ? "Sales" : "Finance")}\n")));
        var list = trial.Folder.Write("people.csv", "Job Title\n" + string.Concat(Enumerable.Range(1, 400).Select(i => $"{(i % 2 == 0 ? "Sales" : "Finance")} person {i}\n")));
        var run = await CommandLine.RunAsync(
            "classify", list, "--question", "department", "--teacher", "recorded:" + trial.Folder["first.tsv"], "--escalate", "recorded:" + trial.Folder["second.tsv"],
            "--db", trial.Database, "--max-error", "10%", "--format", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        var corrections = trial.Folder.Write("corrections.csv", "text,label\n" + string.Concat(Enumerable.Range(1, 400).Where(i => i % 5 == 0).Select(i => $"{(i % 2 == 0 ? "Sales" : "Finance")} person {i},Legal\n")));
        Assert.Equal(0, (await CommandLine.RunAsync("answers", "correct", "--file", corrections, "--question", "department", "--by", "me", "--db", trial.Database)).ExitCode);

        var verified = await trial.RunAsync("verify", run.Text("job")!);

        Assert.True(verified.ExitCode == 0, verified.Out);
        Assert.Contains("Later a person has corrected 80 texts", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_given_labels_is_verified_too()
    {
        using var trial = new CertificateTrial();
        await trial.ClassifyAsync();
        var run = await CommandLine.RunAsync(
            "certify", trial.Folder["leads.labelled.csv"], "--label-column", "department", "--question", "department", "--teacher", trial.Teacher, "--db", trial.Folder["other.db"], "--format", "json");

        var verified = await CommandLine.RunAsync("certificate", "verify", run.Text("job")!, "--db", trial.Folder["other.db"]);

        Assert.Equal((0, 0), (run.ExitCode, verified.ExitCode));
    }

    [Fact]
    public async Task Another_model_in_mid_job_is_told_at_once_in_the_report_and_in_the_certificate()
    {
        await using var server = await StandInServer.StartAsync(
            new StandInOptions { Model = items => items <= 60 ? "stand-in-2026-01" : "stand-in-2026-02" });
        using var trial = new CertificateTrial();
        string[] command =
        [
            "classify", trial.List, "--question", "department", "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--db", trial.Database,
            "--concurrency", "1", "--max-error", "0%", "--format",
        ];

        var run = await CommandLine.RunAsync(_ => "key", [.. command, "json"]);
        var text = await CommandLine.RunAsync(_ => "key", [.. command, "text"]);
        var shown = await trial.RunAsync("show", run.Text("job")!);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("another model answers. The service now calls it stand-in-2026-02; until here it was stand-in-2026-01", run.Error, StringComparison.Ordinal);
        Assert.Equal(["stand-in-2026-01", "stand-in-2026-02"], run.Json.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()));
        Assert.Contains("the service named several", text.Out, StringComparison.Ordinal);
        Assert.Equal(2, shown.Json.GetProperty("teacher").GetProperty("models").GetArrayLength());
        Assert.Equal(64, shown.Json.GetProperty("teacher").GetProperty("promptHash").GetString()!.Length);
    }

    private static IEnumerable<string[]> Leaves(JsonNode? node, string[] path) => node switch
    {
        JsonObject parts => parts.SelectMany(part => Leaves(part.Value, [.. path, part.Key])),
        JsonArray items => items.SelectMany((item, i) => Leaves(item, [.. path, $"[{i}]"])),
        _ => [path],
    };

    private static void Change(JsonNode node, string[] path)
    {
        foreach (var step in path[..^1])
        {
            node = step[0] == '[' ? node[int.Parse(step.Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        }

        node[path[^1]] = node[path[^1]] switch
        {
            JsonValue value when value.TryGetValue(out DateTimeOffset at) => JsonValue.Create(at.AddSeconds(1)),
            JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(text + "x"),
            JsonValue value when value.TryGetValue(out double number) => JsonValue.Create(number >= 1 ? number + 1 : number / 2 + 0.001),
            _ => JsonValue.Create("x"),
        };
    }

    private sealed class CertificateTrial : IDisposable
    {
        private const int Titles = 400;
        private static readonly string[] Labels = ["Sales", "Marketing", "Finance", "IT"];

        public CertificateTrial()
        {
            List = Folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Range(1, Titles).Select(i => $"Title {i}\n")));
            Folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(Enumerable.Range(1, Titles).Select(i => $"Title {i}\t{Labels[i % Labels.Length]}\n")));
        }

        public Folder Folder { get; } = new();

        public string List { get; }

        public string Database => Folder["trial.db"];

        public string Teacher => "recorded:" + Folder["answers.tsv"];

        public async Task<string> ClassifyAsync()
        {
            var run = await CommandLine.RunAsync(
                "classify", List, "--question", "department", "--teacher", Teacher, "--db", Database, "--max-error", "10%", "--max-error", "Sales=20%", "--format", "json");
            Assert.True(run.ExitCode == 0, run.Error);
            return run.Text("job")!;
        }

        /// <summary>Puts what was given to the proof: every fortieth label is another one.</summary>
        public async Task<string> CertifyAsync()
        {
            var list = Folder.Write("given.csv", "Job Title,department\n" + string.Concat(
                Enumerable.Range(1, Titles).Select(i => $"Title {i},{Labels[(i % 40 == 0 ? i + 1 : i) % Labels.Length]}\n")));
            var run = await CommandLine.RunAsync(
                "certify", list, "--label-column", "department", "--question", "department", "--teacher", Teacher, "--db", Database,
                "--max-error", "10%", "--max-error", "Sales=20%", "--min-recall", "IT=60%", "--format", "json");
            Assert.True(run.ExitCode == 0, run.Error);
            return run.Text("job")!;
        }

        public Task<Run> RunAsync(string command, params string[] more) =>
            CommandLine.RunAsync(["certificate", command, .. more, "--db", Database]);

        public void Dispose() => Folder.Dispose();
    }
}
