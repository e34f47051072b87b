using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Running;

/// <summary>A pattern is retired after a job is done: exactly what leaned on it is decided again.</summary>
public sealed class RepairTests
{
    private static readonly JobSettings Settings = new() { Budget = new ErrorBudget(0.05, 0.95), RowsPerCall = 10, Concurrency = 4 };
    private static readonly string[] Rows = MakeRows();

    private readonly InMemoryStore _store = new();
    private readonly ListInMemory _list = new(Rows);
    private readonly FakeTeacher _teacher = Teacher();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private JobRunner Runner => new(_store, new RetryPolicy(), TimeProvider.System);

    [Fact]
    public async Task A_person_who_answers_after_the_job_has_the_last_word_and_nothing_else_changes()
    {
        var done = await RunAsync();
        var (lines, asked) = (_list.Result!, _teacher.AskedTexts.Count);
        var corrected = lines.Select(line => line.Split('|')).First(cells => cells[^1] == "student")[0];
        var label = Samples.Question.Labels[^1].Name;
        var answer = new Answer
        {
            Key = TextKey.Of(corrected),
            Text = corrected,
            Question = Samples.Question.Version,
            Label = label,
            Source = AnswerSource.Person,
            By = "mira",
            At = DateTimeOffset.UnixEpoch,
        };
        await _store.AppendAsync([answer], Cancellation);

        var again = await RunAsync();

        Assert.Equal(asked, _teacher.AskedTexts.Count);
        Assert.Equal(lines.Select(line => line.Split('|')[0] == corrected ? $"{corrected}|{label}|1|person" : line), _list.Result);
        Assert.Equal(done.Job.Report!.Certificate with { Labels = [] }, again.Job.Report!.Certificate with { Labels = [] });

        // The same log moved to an empty store: nobody knew the person's answer when the list was asked, and the plan must not know it
        // either.
        var (written, moved) = (_list.Result!, new InMemoryStore());
        var log = await _store.ReadAllAsync(null, Cancellation).ToListAsync(Cancellation);
        await moved.MergeAsync([.. log.Select(entry => entry with { Position = 0, Call = null, ImportedCall = entry.Call })], Cancellation);

        await new JobRunner(moved, new RetryPolicy(), TimeProvider.System)
            .RunAsync(Samples.Request(_list, Settings), _teacher, null, Cancellation);

        Assert.Equal(asked, _teacher.AskedTexts.Count);
        Assert.Equal(written, _list.Result);
    }

    [Fact]
    public async Task What_a_check_of_the_teacher_has_found_out_about_them_is_not_asked_again()
    {
        await Runner.RunAsync(Samples.Request(_list, Settings with { SelfCheck = 2 * Rows.Length }), _teacher, null, Cancellation);
        var answered = (await _store.ReadAllAsync(null, Cancellation).ToListAsync(Cancellation)).Select(answer => answer.Key).ToHashSet();
        var pattern = (await LeanedOnAsync())[0];
        var impact = (await ImpactOfAsync(pattern))!;
        Assert.Contains(impact.Texts, text => answered.Contains(TextKey.Of(text.Text)));
        var asked = _teacher.AskedTexts.Count;
        await RetireAsync(pattern);

        await RunAsync();

        Assert.DoesNotContain(_teacher.AskedTexts.Skip(asked), text => answered.Contains(TextKey.Of(text)));
    }

    [Fact]
    public async Task Exactly_the_texts_that_leaned_on_it_are_asked_and_every_other_row_stays_as_it_was()
    {
        var before = await RunAsync();
        var lines = _list.Result!;
        var pattern = (await LeanedOnAsync())[0];
        var impact = (await ImpactOfAsync(pattern))!;
        Assert.Equal((await BookAsync()).Find(pattern)!.AppliedTexts, impact.Texts.Length);
        var asked = _teacher.AskedTexts.Count;
        await RetireAsync(pattern);

        var after = await RunAsync();

        var reopened = impact.Texts.Select(text => text.Text).ToHashSet();
        Assert.Equal(reopened.Order(), _teacher.AskedTexts.Skip(asked).Order());
        Assert.Equal(_teacher.AskedTexts.Count, _teacher.AskedTexts.Distinct().Count());
        Assert.Equal(JobState.Done, after.Job.State);
        foreach (var (was, now) in lines.Zip(_list.Result!))
        {
            var title = was.Split('|')[0];
            Assert.Equal(reopened.Contains(title) ? $"{title}|{Label(title)}|1|teacher" : was, now);
        }

        Assert.Equal(
            (impact.Calls, impact.Cost),
            (after.NewCalls, new Money(after.Job.Report!.Cost!.Value.NanoDollars - before.Job.Report!.Cost!.Value.NanoDollars)));
        Assert.Equal(before.Job.Report.Certificate with { Labels = [] }, after.Job.Report.Certificate with { Labels = [] });
        Assert.Equal(
            impact.Texts.Sum(text => text.Rows),
            before.Job.Report.RowsBySource[DecisionSource.Student] - after.Job.Report.RowsBySource[DecisionSource.Student]);
    }

    [Fact]
    public async Task To_look_at_what_leans_on_it_asks_nobody_and_changes_nothing()
    {
        await RunAsync();
        var (asked, job) = (_teacher.Asks.Count, Assert.Single(await _store.ListAsync(Cancellation)));

        var impact = (await ImpactOfAsync((await LeanedOnAsync())[0]))!;

        Assert.NotEmpty(impact.Texts);
        Assert.All(
            impact.Texts,
            text => Assert.Contains(_list.Result!, line => line.StartsWith($"{text.Text}|{text.Label}|", StringComparison.Ordinal) && line.EndsWith("|student", StringComparison.Ordinal)));
        Assert.Equal((asked, job), (_teacher.Asks.Count, Assert.Single(await _store.ListAsync(Cancellation))));
    }

    [Fact]
    public async Task Restoring_brings_the_old_result_back_and_retiring_again_the_repaired_one_without_a_call()
    {
        await RunAsync();
        var old = _list.Result!;
        var pattern = (await LeanedOnAsync())[0];
        await RetireAsync(pattern);
        await RunAsync();
        var repaired = _list.Result!;
        Assert.NotEqual(old, repaired);

        await RestoreAsync(pattern);
        var restored = await RunAsync();
        Assert.Equal(old, _list.Result!);
        Assert.Equal(0, restored.NewCalls);

        await RetireAsync(pattern);
        var again = await RunAsync();
        Assert.Equal(repaired, _list.Result!);
        Assert.Equal(0, again.NewCalls);
    }

    [Fact]
    public async Task A_second_retirement_asks_about_what_the_first_has_left()
    {
        await RunAsync();
        var patterns = await LeanedOnAsync();
        await RetireAsync(patterns[0]);
        await RunAsync();
        var impact = await Task.WhenAll(patterns.Skip(1).Select(ImpactOfAsync));
        var second = impact.Index().First(of => of.Item!.Texts.Length > 0);
        var asked = _teacher.AskedTexts.Count;

        await RetireAsync(patterns[second.Index + 1]);
        await RunAsync();

        Assert.Equal(second.Item!.Texts.Select(text => text.Text).Order(), _teacher.AskedTexts.Skip(asked).Order());
        Assert.Equal(_teacher.AskedTexts.Count, _teacher.AskedTexts.Distinct().Count());
    }

    [Fact]
    public async Task Interrupted_half_way_it_goes_on_with_the_same_asks()
    {
        await RunAsync();
        var pattern = (await LeanedOnAsync())[0];
        await RetireAsync(pattern);
        var calls = _teacher.Asks.Count;
        using var interrupt = new CancellationTokenSource();
        var interrupting = new FakeTeacher(Label) { Delay = n => n == 1 ? interrupt.CancelAsync() : Task.CompletedTask };

        var first = await RunAsync(interrupting, Settings with { Concurrency = 4 }, interrupt.Token);
        var second = await RunAsync();

        Assert.Equal((JobState.Interrupted, JobState.Done), (first.Job.State, second.Job.State));
        var broken = interrupting.AskedTexts.Concat(_teacher.Asks.Skip(calls).SelectMany(ask => ask.Texts)).ToArray();
        Assert.Equal(broken.Length, broken.Distinct().Count());
        var result = _list.Result!;
        await RestoreAsync(pattern);
        await RetireAsync(pattern);
        await RunAsync();
        Assert.Equal(result, _list.Result!);
    }

    [Theory]
    [InlineData(false, JobState.Done)]
    [InlineData(true, JobState.Interrupted)]
    public async Task Stopped_while_it_is_written_again_a_finished_job_stays_finished_unless_something_was_reopened(
        bool retired, JobState state)
    {
        await RunAsync();
        if (retired)
        {
            await RetireAsync((await LeanedOnAsync())[0]);
        }

        using var interrupt = new CancellationTokenSource();
        var stopper = new Stopper(
            progress => retired ? progress.Phase == JobPhase.Repairing : progress.Phase == JobPhase.Learning, interrupt);
        await Runner.RunAsync(Samples.Request(_list, Settings), _teacher, stopper, interrupt.Token);

        Assert.Equal(state, Assert.Single(await _store.ListAsync(Cancellation)).State);
        Assert.Equal(JobState.Done, (await RunAsync()).Job.State);
    }

    [Fact]
    public async Task With_an_empty_purse_the_reopened_rows_are_undecided_and_counted_beside_what_the_audits_allow()
    {
        var before = await RunAsync();
        var lines = _list.Result!;
        var pattern = (await LeanedOnAsync())[0];
        var rows = (await ImpactOfAsync(pattern))!.Texts.Sum(text => text.Rows);
        await RetireAsync(pattern);

        var poor = await RunAsync(settings: Settings with { MaxCost = before.Job.Report!.Cost });

        Assert.Equal((JobState.OutOfMoney, rows), (poor.Job.State, poor.Job.Report!.UndecidedRows[UndecidedReason.OutOfMoney]));
        Assert.Equal(rows, _list.Result!.Zip(lines).Count(pair => pair.First != pair.Second));
        Assert.Equal(before.Job.Report.Certificate.UpperBound + ((double)rows / Rows.Length), poor.Job.Report.Certificate.UpperBound, 12);
        Assert.Equal(JobState.Done, (await RunAsync()).Job.State);
    }

    [Fact]
    public async Task A_job_that_begins_later_does_without_it_whatever_is_said_afterwards()
    {
        await RunAsync();
        var pattern = (await LeanedOnAsync())[0];
        await RetireAsync(pattern);
        var later = new ListInMemory([.. Rows.Select(row => row + " b")]);

        var outcome = await Runner.RunAsync(Samples.Request(later, Settings), _teacher, null, Cancellation);

        var applied = (await _store.AppliedAsync(Samples.Question.Version, cancellation: Cancellation))
            .Where(use => use.Job == outcome.Job.Id)
            .ToArray();
        Assert.NotEmpty(applied);
        Assert.DoesNotContain(applied, use => use.Pattern == PatternKey.Of(pattern));
        var result = later.Result!;
        await RestoreAsync(pattern);
        var again = await Runner.RunAsync(Samples.Request(later, Settings), _teacher, null, Cancellation);
        Assert.Equal(result, later.Result!);
        Assert.Equal(0, again.NewCalls);
    }

    [Fact]
    public async Task Explaining_a_text_does_without_it_at_once()
    {
        await RunAsync();
        var before = await ExplainAsync();
        Assert.NotEmpty(before);

        await RetireAsync(before[0]);

        Assert.DoesNotContain(before[0], await ExplainAsync());
    }

    private static string[] MakeRows()
    {
        string[] kinds = ["sales", "marketing", "other"];
        string[] ranks = ["head", "chief", "junior", "assistant", "lead"];
        var random = new Random(5);
        return [.. Enumerable.Range(0, 700)
            .Select(i => $"{ranks[random.Next(ranks.Length)]} {kinds[i % 3]} {random.Next(300)} person {random.Next(900)}")];
    }

    private static FakeTeacher Teacher() => new(Label) { EstimatedTokens = _ => 5 };

    // Not quite as the words say, so that a text asked may get another label than the student gave it.
    private static string Label(string text)
    {
        var word = text.EndsWith('7') ? "marketing" : text.Split(' ')[1];
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private Task<JobOutcome> RunAsync(FakeTeacher? teacher = null, JobSettings? settings = null, CancellationToken? interrupt = null) =>
        Runner.RunAsync(Samples.Request(_list, settings ?? Settings), teacher ?? _teacher, null, interrupt ?? Cancellation);

    private Task<PatternImpact?> ImpactOfAsync(string pattern) =>
        Runner.ImpactOfAsync(pattern, Samples.Question.Version, Samples.Request(_list, Settings), _teacher, null, Cancellation);

    /// <summary>Patterns that were decisive for a few dozen texts.</summary>
    private async Task<string[]> LeanedOnAsync()
    {
        return [.. (await BookAsync()).All().Where(pattern => pattern.AppliedTexts is >= 25 and <= 200)
            .OrderByDescending(pattern => pattern.AppliedTexts).Select(pattern => pattern.Name)];
    }

    private Task<PatternBook> BookAsync() => PatternBook.ReadAsync(Samples.Question, _teacher.Name, _store, Cancellation);

    private Task RetireAsync(string pattern) => JudgeAsync(pattern, retired: true);

    private Task RestoreAsync(string pattern) => JudgeAsync(pattern, retired: false);

    private Task JudgeAsync(string pattern, bool retired) => _store.AppendAsync(
        new PatternVerdict { Question = Samples.Question.Version, Pattern = pattern, Retired = retired, By = "mira", At = DateTimeOffset.UnixEpoch },
        Cancellation);

    private async Task<string[]> ExplainAsync()
    {
        var knowledge = await Knowledge.ReadAsync(Samples.Question, _teacher.Name, _store, Cancellation);
        return knowledge.Explain("head sales of something").Why is Why.Learned learned
            ? [.. learned.Patterns.Select(pattern => pattern.Pattern)]
            : [];
    }

    /// <summary>Interrupts at the first progress of a kind.</summary>
    private sealed class Stopper(Func<JobProgress, bool> at, CancellationTokenSource interrupt) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            if (at(value))
            {
                interrupt.Cancel();
            }
        }
    }
}
