using CsCheck;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Tests.Texts;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Patterns;

public sealed class PatternBookTests
{
    private const int Sales = 0;
    private const int Marketing = 1;
    private const int Other = 2;

    [Fact]
    public void Replaying_the_log_gives_the_same_book() =>
        Logs.Any.Sample(log => Assert.Equal(Logs.State(Logs.Book(log)), Logs.State(Logs.Book(log))));

    [Fact]
    public void Texts_may_come_in_any_order_as_long_as_each_texts_own_answers_do_not() => Logs.Any.Sample(log =>
    {
        var byText = log.OrderBy(answer => answer.Key.Hash.Lower).ThenBy(answer => answer.Position);
        Assert.Equal(Logs.State(Logs.Book(log)), Logs.State(Logs.Book(byText)));
    });

    [Fact]
    public void The_book_is_what_the_answers_that_count_say() => Logs.Any.Sample(log =>
    {
        var counting = log.GroupBy(answer => answer.Key)
            .Select(answers => answers.LastOrDefault(a => a.Source == AnswerSource.Person) ?? answers.First())
            .Select(answer => answer with { Audit = null });
        var unaudited = log.Select(answer => answer with { Audit = null });
        Assert.Equal(Logs.State(Logs.Book(counting)), Logs.State(Logs.Book(unaudited)));
    });

    [Fact]
    public void Evidence_is_the_count_of_the_texts_that_carry_the_feature() => Logs.Any.Sample(log =>
    {
        var texts = log.GroupBy(answer => answer.Key).Select(answers => answers.First().Text);
        var expected = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in texts.SelectMany(text => Features.Of(TextNormaliser.Normalise(text)).Distinct()))
        {
            expected[name] = expected.GetValueOrDefault(name) + 1;
        }

        var patterns = Logs.Book(log).All().ToArray();
        Assert.Equal(expected.Select(pair => (pair.Key, pair.Value)), patterns.Select(p => (p.Name, p.Texts)));
        Assert.All(patterns, p => Assert.Equal(p.Texts, p.Answers.Sum()));
        Assert.All(patterns, p => Assert.Equal(p.Texts, p.Origins.Length));
    });

    [Fact]
    public void A_text_answered_twice_counts_once_and_the_teachers_first_word_stands()
    {
        var book = Logs.Book(Logs.Of("Head of Sales", Sales, position: 1), Logs.Of("HEAD  of sales", Other, position: 2));
        var pattern = book.Find("word:sales")!;
        Assert.Equal([1, 0, 0], pattern.Answers);
        Assert.Equal([1L], pattern.Origins);
    }

    [Fact]
    public void A_kind_is_judged_by_what_its_patterns_alone_say_of_audited_texts_without_the_audits_own_answer()
    {
        var book = Logs.Book(
            Logs.Of("Sales Manager", Sales, position: 1),
            Logs.Of("Sales", Sales, student: Other, position: 2),
            Logs.Of("Marketing Manager", Marketing, student: Marketing, position: 3),
            Logs.Of("CEO", Other, student: Other, position: 4));

        var words = book.TrustByKind().Single(trust => trust.Kind == FeatureKind.Word);

        // "Sales" is found by the manager; of "Marketing Manager" the one other text with a word of it says sales; nothing is known of
        // "CEO".
        Assert.Equal(new KindTrust(FeatureKind.Word, Audits: 2, Confirmed: 1), words);
        Assert.Equal(0, book.TrustByKind().Single(trust => trust.Kind == FeatureKind.Words).Audits);
    }

    [Fact]
    public void Labels_that_tie_in_a_kind_tie_in_whatever_order_its_patterns_come()
    {
        // Each label has once 1, once 4 and once none of the three words' other answers: the first label of the question is said.
        int[][] answersOf = [[0, 1, 4], [1, 4, 0], [4, 0, 1]];
        var evidence = answersOf.SelectMany((answers, word) => answers.SelectMany((count, label) =>
            Enumerable.Range(0, count).Select(i => Logs.Of($"w{word} x{word}{label}{i}", label)))).ToArray();
        var audited = Logs.Of("w0 w1 w2", Sales, student: Sales);

        foreach (var order in new[] { evidence, [.. evidence.Reverse()], [.. evidence.OrderBy(answer => answer.Label)] })
        {
            foreach (var log in new[] { order.Append(audited), order.Prepend(audited) })
            {
                Assert.Equal(
                    new KindTrust(FeatureKind.Word, Audits: 1, Confirmed: 1),
                    Logs.Book(log).TrustByKind().Single(trust => trust.Kind == FeatureKind.Word));
            }
        }
    }

    [Fact]
    public void A_retired_pattern_speaks_for_no_kind()
    {
        var book = Logs.Book(Logs.Of("Sales Manager", Sales, position: 1), Logs.Of("Sales", Sales, student: Sales, position: 2));
        book.Fold(Logs.Verdict("word:sales", retired: true));
        Assert.Equal(0, book.TrustByKind().Single(trust => trust.Kind == FeatureKind.Word).Audits);
    }

    [Fact]
    public void A_persons_later_answer_replaces_the_teachers_evidence()
    {
        var book = Logs.Book(
            Logs.Of("Head of Sales", Sales, position: 1), Logs.Of("Sales Clerk", Sales, position: 2),
            Logs.Of("Head of Sales", Marketing, person: true, position: 3));
        var pattern = book.Find("word:sales")!;
        Assert.Equal([1, 1, 0], pattern.Answers);
        Assert.Equal([2L, 3L], pattern.Origins);
    }

    [Fact]
    public void A_persons_last_answer_stands_and_no_teacher_takes_it_back()
    {
        var book = Logs.Book(
            Logs.Of("CEO", Sales, person: true, position: 1), Logs.Of("CEO", Other, person: true, position: 2),
            Logs.Of("CEO", Marketing, position: 3));
        Assert.Equal([0, 0, 1], book.Find("word:ceo")!.Answers);
    }

    [Fact]
    public void Forgetting_a_text_is_replaying_without_its_answers()
    {
        var book = Logs.Book(new[] { Logs.Of("CEO", Other), Logs.Of("Head of Sales", Sales) }.Where(a => a.Key != TextKey.Of("ceo")));
        Assert.Null(book.Find("word:ceo"));
        Assert.DoesNotContain(book.All(), p => p.Name.Contains("ceo", StringComparison.Ordinal));
    }

    [Fact]
    public void Answers_to_another_version_or_with_an_unknown_label_say_nothing()
    {
        var other = new Question("department", "Which one?", Samples.Question.Text, Samples.Question.Labels);
        var book = Logs.Book(Logs.Of("CEO", Other) with { Question = other.Version }, Logs.Of("CEO", Other) with { Label = "Boss" });
        Assert.Equal((0, 0), (book.Count, book.TextCount));
    }

    [Fact]
    public void Origins_are_bounded_and_the_count_is_exact()
    {
        var book = Logs.Book(Enumerable.Range(1, Pattern.MostOrigins + 7).Select(i => Logs.Of($"sales {i}", Sales, position: i)));
        var pattern = book.Find("word:sales")!;
        Assert.Equal(Pattern.MostOrigins + 7, pattern.Texts);
        Assert.Equal(Enumerable.Range(1, Pattern.MostOrigins).Select(i => (long)i), pattern.Origins);
    }

    [Fact]
    public void Patterns_of_few_texts_can_be_left_out()
    {
        var book = Logs.Book(Logs.Of("Head of Sales", Sales), Logs.Of("Sales Clerk", Sales));
        Assert.Equal(["word:sales"], book.All(fewestTexts: 2).Where(p => p.Kind == FeatureKind.Word).Select(p => p.Name));
    }

    [Fact]
    public void An_audit_confirms_or_contradicts_the_patterns_that_spoke_for_the_students_label()
    {
        var book = Logs.Book(
            Logs.Of("Sales Clerk", Sales),
            Logs.Of("Sales Agent", Sales, student: Sales),
            Logs.Of("Sales Director", Marketing, student: Sales),
            Logs.Of("Sales Intern", Other, student: Other));
        var sales = book.Find("word:sales")!;
        Assert.Equal((1, 1), (sales.Confirmed, sales.Contradicted));
        var agent = book.Find("word:agent")!;
        Assert.Equal((0, 0), (agent.Confirmed, agent.Contradicted));
    }

    [Fact]
    public void A_persons_correction_does_not_change_what_an_audit_said_of_the_student()
    {
        var clerk = Logs.Of("Sales Clerk", Sales);
        var audited = Logs.Of("Sales Agent", Sales, student: Sales);
        var corrected = Logs.Of("Sales Agent", Marketing, person: true);
        Assert.Equal(1, Logs.Book(clerk, audited, corrected).Find("word:sales")!.Confirmed);
        Assert.Equal(1, Logs.Book(clerk, corrected, audited).Find("word:sales")!.Confirmed);
    }

    [Fact]
    public void What_a_job_applied_is_added_up_over_jobs_and_not_twice_for_one()
    {
        var book = Logs.Book(Logs.Of("Head of Sales", Sales));
        var (first, second) = (new JobId("000000000001"), new JobId("000000000002"));
        var (use, more) = (new PatternUse(), new PatternUse());
        use.Add(TextKey.Of("Sales VP"), 40, ["word:sales"]);
        more.Add(TextKey.Of("Sales VP"), 2, ["word:sales", "words:sales vp"]);
        book.Apply(first, [new AppliedPattern(first, Samples.Question.Version, PatternKey.Of("word:sales"), 7, 7)]);
        book.Apply(second, more.Applied(second, Samples.Question.Version));
        book.Apply(first, use.Applied(first, Samples.Question.Version));
        var pattern = book.Find("word:sales")!;
        Assert.Equal((2, 42L), (pattern.AppliedTexts, pattern.AppliedRows));
        Assert.Equal([(first, 40L), (second, 2L)], pattern.Applied.Select(applied => (applied.Job, applied.Rows)));
    }

    [Fact]
    public void A_pattern_is_retired_until_it_is_restored_and_keeps_its_evidence()
    {
        var book = Logs.Book(Logs.Of("Head of Sales", Sales));
        book.Fold(Logs.Verdict("word:sales", retired: true, position: 1));
        Assert.Equal(("anna", 1), (book.Find("word:sales")!.Retired?.By, book.Find("word:sales")!.Texts));
        Assert.Null(book.Find("word:head")!.Retired);
        book.Fold(Logs.Verdict("word:sales", retired: false, position: 2));
        Assert.Null(book.Find("word:sales")!.Retired);
    }

    [Fact]
    public void Verdicts_on_another_question_version_say_nothing()
    {
        var book = Logs.Book(Logs.Of("Head of Sales", Sales));
        book.Fold(Logs.Verdict("word:sales", retired: true) with { Question = new QuestionVersion(new Hash128(0, 1)) });
        Assert.Empty(book.Retired);
    }
}
