using System.Text;
using LeadScout.Sqlite;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests.AnswerLog;

/// <summary>A database for those who must not keep names: keys under a secret, and no texts.</summary>
public sealed class HashedTextsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task No_text_and_no_plain_key_is_stored_and_the_same_texts_are_not_asked_again()
    {
        using var trial = Begun();
        var first = await trial.ClassifyAsync("--texts", "hashed");
        Assert.True(first.ExitCode == 0, first.Error);
        var result = trial.Folder.Read("leads.labelled.csv");

        Assert.All(
            ["CFO", "cfo", "Recruiter", "Vertriebsleiter"],
            text => Assert.True(trial.Bytes().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, text));
        Assert.True(trial.Bytes().AsSpan().IndexOf(Convert.FromHexString(TextKey.Of("CFO").ToString())) < 0);
        Assert.True(trial.Bytes().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) < 0);
        Assert.Equal(("Finance", "exact"), await trial.ExplainAsync("cfo"));
        var again = await trial.ClassifyAsync("--format", "json");
        Assert.Equal(0, again.Number("newCalls"));
        Assert.Equal(result, trial.Folder.Read("leads.labelled.csv"));
        Assert.Contains("keys instead of texts", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correcting_and_forgetting_work_by_key()
    {
        using var trial = Begun();
        await trial.ClassifyAsync("--texts", "hashed");
        await trial.RunAsync("answers", "correct", "CFO", "--question", "department", "--label", "HR");
        Assert.Equal(("HR", "person"), await trial.ExplainAsync("CFO"));

        var forgotten = await trial.JsonAsync("answers", "forget", "cfo");

        Assert.Equal(
            (2, 1, true),
            (forgotten.GetProperty("answers").GetInt32(), forgotten.GetProperty("journalEntries").GetInt32(), forgotten.GetProperty("clean").GetBoolean()));
        var key = Convert.FromHexString(TextKeys.Under(Secret).Of("CFO").ToString());
        Assert.True(trial.Bytes().AsSpan().IndexOf(key) < 0);
    }

    [Fact]
    public async Task Without_the_secret_or_with_another_nothing_that_needs_keys_works_and_the_rest_does()
    {
        using var trial = Begun();
        await trial.ClassifyAsync("--texts", "hashed");
        trial.Environment.Clear();
        Refusal.Check(await trial.ClassifyAsync(), SqliteStore.SecretVariable, "Set");
        Refusal.Check(await trial.RunAsync("answers", "forget", "CFO"), SqliteStore.SecretVariable);
        Refusal.Check(
            await trial.RunAsync("answers", "correct", "CFO", "--question", "department", "--label", "HR"), SqliteStore.SecretVariable);
        Refusal.Check(await trial.RunAsync("answers", "export", "--out", trial.Folder["a.csv"]), SqliteStore.SecretVariable);
        Assert.Equal(0, (await trial.RunAsync("jobs", "list")).ExitCode);
        Assert.Equal(0, (await trial.RunAsync("answers", "list")).ExitCode);
        trial.Environment[SqliteStore.SecretVariable] = new string('x', 32);
        Refusal.Check(await trial.ClassifyAsync(), "not the secret");
    }

    [Theory]
    [InlineData(null, "set LEADSCOUT_TEXT_KEY")]
    [InlineData("", "set LEADSCOUT_TEXT_KEY")]
    [InlineData("short", "5 characters", "16")]
    public async Task A_database_without_texts_is_not_begun_without_a_good_secret(string? secret, params string[] said)
    {
        using var trial = new AnswerTrial();
        if (secret is not null)
        {
            trial.Environment[SqliteStore.SecretVariable] = secret;
        }

        Refusal.Check(await trial.ClassifyAsync("--texts", "hashed"), said);
    }

    [Fact]
    public async Task A_database_stays_what_it_was_begun_as()
    {
        using var trial = Begun();
        await trial.ClassifyAsync();
        Refusal.Check(await trial.ClassifyAsync("--texts", "hashed"), "holds texts already", "answers export");
        Assert.Equal(0, (await trial.ClassifyAsync("--db", trial.Folder["h.db"], "--texts", "hashed")).ExitCode);
        Refusal.Check(await trial.ClassifyAsync("--db", trial.Folder["h.db"], "--texts", "plain"), "begun without texts");
    }

    [Fact]
    public async Task Answers_are_taken_along_into_it_and_between_two_of_the_same_secret()
    {
        using var trial = Begun();
        await trial.ClassifyAsync();
        await trial.RunAsync("answers", "export", "--out", trial.Folder["plain.jsonl"]);
        var (hashed, copy) = (trial.Folder["hashed.db"], trial.Folder["copy.db"]);
        await trial.JsonAsync("answers", "import", trial.Folder["plain.jsonl"], "--texts", "hashed", "--db", hashed);
        Assert.Equal(("Finance", "exact"), await trial.ExplainAsync("CFO", hashed));

        var export = await trial.RunAsync("answers", "export", "--out", trial.Folder["keys.csv"], "--db", hashed);
        Assert.Contains("keys in their place", export.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("CFO", File.ReadAllText(trial.Folder["keys.csv"]), StringComparison.Ordinal);
        Refusal.Check(await trial.RunAsync("answers", "import", trial.Folder["keys.csv"], "--db", copy), "row 1", "secret");
        await trial.JsonAsync("answers", "import", trial.Folder["keys.csv"], "--texts", "hashed", "--db", copy);
        Assert.Equal(("Finance", "exact"), await trial.ExplainAsync("CFO", copy));
    }

    private static AnswerTrial Begun()
    {
        var trial = new AnswerTrial();
        trial.Environment[SqliteStore.SecretVariable] = Secret;
        return trial;
    }
}
