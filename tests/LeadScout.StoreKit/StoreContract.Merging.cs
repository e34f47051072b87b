using CsCheck;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    private static readonly Retraction TakenBack = new("mira", Sample.Start.AddDays(1));

    [Fact]
    public async Task All_entries_are_read_in_log_order_whoever_gave_them_those_taken_back_included()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync(
            [Sample.FromPerson("b"), Sample.Answer("a", "other"), Sample.Answer("c") with { Question = Sample.OtherQuestion }]);
        await store.Store.RetractAsync(1, TakenBack);
        await store.ReopenAsync();
        Assert.Equal(["b", "a", "c"], (await ReadAllAsync(store)).Select(answer => answer.Text));
        Assert.Equal(TakenBack, (await ReadAllAsync(store))[0].Retracted);
        Assert.Equal("c", Assert.Single(await store.Store.ReadAllAsync(Sample.OtherQuestion).ToListAsync()).Text);
    }

    [Fact]
    public async Task What_was_exported_and_merged_elsewhere_has_every_field_and_the_paying_call_as_imported()
    {
        var audited = Sample.Answer("a") with { Audit = new AuditMark("Other", 0.1 + 0.2) };
        await using var store = await OpenAsync();
        await store.Store.CommitAsync(Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a")), audited));
        await store.Store.AppendAsync([Sample.FromPerson("a") with { Label = "Marketing", Retracted = TakenBack }]);
        var exported = await ReadAllAsync(store);

        await using var elsewhere = await OpenAsync();
        var merges = await elsewhere.Store.MergeAsync([.. exported.Select(Imported)]);
        await elsewhere.ReopenAsync();

        Assert.Equal([MergeOutcome.New, MergeOutcome.Confirming], merges.Select(merge => merge.Outcome));
        AssertSame(exported.Select(Imported).ToList(), await ReadAllAsync(elsewhere));
        Assert.Empty(await elsewhere.Store.CallsAsync(Sample.JobId(1)));
    }

    [Fact]
    public async Task Merging_the_same_answers_again_appends_nothing_even_where_they_were_given()
    {
        await using var store = await OpenAsync();
        await store.Store.CommitAsync(Sample.End(await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a")), Sample.Answer("a")));
        await store.Store.AppendAsync([Sample.FromPerson("b")]);
        var exported = (await ReadAllAsync(store)).Select(Imported).ToList();

        var merges = await store.Store.MergeAsync([.. exported, .. exported]);

        Assert.All(merges, merge => Assert.Equal(MergeOutcome.Known, merge.Outcome));
        Assert.Equal(2, await store.Store.LogPositionAsync());
    }

    [Fact]
    public async Task A_merge_tells_confirmation_from_conflict_and_who_counted()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([Sample.Answer("a"), Sample.Answer("a", "other") with { Label = "Marketing" }]);

        var merges = await store.Store.MergeAsync(
        [
            Sample.Answer("a") with { At = Sample.Start.AddDays(1) },
            Sample.FromPerson("a") with { Label = "Finance" },
            Sample.Answer("a", "third"),
            Sample.FromPerson("b"),
        ]);

        Assert.Equal(
            [MergeOutcome.Confirming, MergeOutcome.Conflicting, MergeOutcome.Conflicting, MergeOutcome.New],
            merges.Select(merge => merge.Outcome));
        Assert.Equal(
            ["Sales1", "Sales1", "Finance4", null], merges.Select(merge => merge.Held is { } held ? held.Label + held.Position : null));
        Assert.Equal(6, await store.Store.LogPositionAsync());
    }

    [Fact]
    public async Task A_retraction_travels_with_its_answer()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([Sample.FromPerson("a")]);

        var merges = await store.Store.MergeAsync([Sample.FromPerson("a") with { Retracted = TakenBack }, Sample.FromPerson("a")]);

        Assert.Equal([MergeOutcome.TakenBack, MergeOutcome.Known], merges.Select(merge => merge.Outcome));
        Assert.Equal(TakenBack, Assert.Single(await ReadAllAsync(store)).Retracted);
        Assert.Empty(await ReadAsync(store, Sample.Question, Sample.Teacher));
    }

    [Fact]
    public async Task A_merge_that_names_a_call_of_the_log_is_refused_whole()
    {
        await using var store = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.Store.MergeAsync([Sample.Answer("a"), Sample.Answer("b") with { Call = 1 }]));
        Assert.Equal(0, await store.Store.LogPositionAsync());
    }

    [Fact]
    public async Task A_person_takes_back_their_last_word_and_the_one_before_counts_again()
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync(
            [Sample.Answer("a"), Sample.FromPerson("a") with { Label = "Marketing" }, Sample.FromPerson("a") with { Label = "Finance" }]);

        await store.Store.RetractAsync(3, TakenBack);
        await store.ReopenAsync();

        Assert.Equal([1, 2], (await ReadAsync(store, Sample.Question, Sample.Teacher)).Select(answer => answer.Position));
        Assert.Equal(
            [null, null, TakenBack], (await store.Store.FindAsync(Sample.Question, TextKey.Of("A "))).Select(answer => answer.Retracted));
        Assert.Empty(await store.Store.FindAsync(Sample.OtherQuestion, TextKey.Of("a")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Only_a_persons_answer_is_taken_back_and_only_once(long position)
    {
        await using var store = await OpenAsync();
        await store.Store.AppendAsync([Sample.Answer("a"), Sample.FromPerson("b") with { Retracted = TakenBack }]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Store.RetractAsync(position, TakenBack));
    }

    [Fact]
    public async Task What_is_read_for_a_teacher_is_what_counts_by_the_rule_of_precedence() => await Gen
        .Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Bool, Gen.Bool)
        .Array[0, 12]
        .SampleAsync(
            async entries =>
            {
                await using var store = await OpenAsync();
                await store.Store.AppendAsync([.. entries.Select(entry => GivenBy(entry.Item1, entry.Item2, entry.Item3, entry.Item4))]);
                var all = await ReadAllAsync(store);
                foreach (var teacher in new[] { Sample.Teacher, "other", "mira" })
                {
                    AssertSame(
                        all.Where(answer => answer.Question == Sample.Question && AnswerPrecedence.Counts(answer, teacher)).ToList(),
                        await ReadAsync(store, Sample.Question, teacher));
                }
            },
            iter: 40,
            threads: 1);

    // A person may bear a teacher's name, and a teacher a person's.
    private static Answer GivenBy(int by, int text, bool takenBack, bool toOtherQuestion)
    {
        var answer = by switch
        {
            0 => Sample.Answer($"t{text}"),
            1 => Sample.Answer($"t{text}", "other"),
            2 => Sample.FromPerson($"t{text}"),
            _ => Sample.FromPerson($"t{text}", Sample.Teacher),
        };
        return answer with
        {
            Question = toOtherQuestion ? Sample.OtherQuestion : Sample.Question,
            Retracted = takenBack && answer.Source == AnswerSource.Person ? TakenBack : null,
        };
    }

    private static Answer Imported(Answer answer) => answer with { Call = null, ImportedCall = answer.PaidBy };

    private static async Task<List<Answer>> ReadAllAsync(StoreHandle store) => await store.Store.ReadAllAsync().ToListAsync();
}
