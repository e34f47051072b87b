using LeadScout.Answers;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Patterns;

public sealed class PatternGroupTests
{
    private static readonly Question Team = Question.Ask("team", "Which team?", "Sales", "IT");

    [Fact]
    public void A_word_its_forms_and_their_parts_and_sounds_are_one_thing()
    {
        var groups = GroupsOf(("Leiter Vertrieb", "Sales"), ("Vertrieb Nord", "Sales"), ("Vertriebs Chef", "Sales"), ("Vertriebs Mann", "Sales"), ("Netz Admin", "IT"), ("Netz Technik", "IT"));

        var sales = Assert.Single(groups, group => group.Patterns.Any(pattern => pattern.Name == "word:vertrieb"));

        Assert.Contains(sales.Patterns, pattern => pattern.Name == "word:vertriebs");
        Assert.Contains(sales.Patterns, pattern => pattern.Name == "ngram:rtrie");
        Assert.Contains(sales.Patterns, pattern => pattern.Kind == FeatureKind.Sound);
        Assert.Equal((4, 4, 0), (sales.Texts, sales.Answers[0], sales.Answers[1])); // each text once, whatever of it a text carries
        Assert.DoesNotContain(sales.Patterns, pattern => pattern.Name.Contains("netz", StringComparison.Ordinal));
    }

    [Fact]
    public void Words_that_only_begin_alike_or_speak_for_another_label_are_two_things()
    {
        var groups = GroupsOf(("Market A", "Sales"), ("Market B", "Sales"), ("Marker C", "Sales"), ("Marker D", "Sales"), ("Netz E", "IT"), ("Netz F", "IT"), ("Netze G", "Sales"), ("Netze H", "Sales"));

        Assert.DoesNotContain(groups, group => Has(group, "word:market") && Has(group, "word:marker"));
        Assert.DoesNotContain(groups, group => Has(group, "word:netz") && Has(group, "word:netze"));
    }

    [Fact]
    public void Every_pattern_is_in_one_group_and_the_order_of_answers_changes_none()
    {
        (string, string)[] answers = [.. from noun in new[] { "Vertrieb", "Buchhalter", "Netzwerk", "Einkauf" } from rank in new[] { "Leiter", "Head of", "Senior", "" } select ($"{rank} {noun}", noun == "Netzwerk" ? "IT" : "Sales")];

        var groups = GroupsOf(answers);
        var backwards = GroupsOf([.. answers.Reverse()]);

        var names = groups.SelectMany(group => group.Patterns).Select(pattern => pattern.Name).ToArray();
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(groups.Select(Shape), backwards.Select(Shape));
        Assert.All(groups, group => Assert.Equal(group.Texts, group.Answers.Sum()));
    }

    [Fact]
    public void Rows_that_rest_on_several_of_its_patterns_are_counted_once()
    {
        var book = BookOf(("Vertrieb Nord", "Sales"), ("Vertrieb West", "Sales"));
        book.Apply(new JobId("00000000000a"), [Applied("00000000000a", "word:vertrieb", 30), Applied("00000000000a", "ngram:rtrie", 25)]);
        book.Apply(new JobId("00000000000b"), [Applied("00000000000b", "ngram:rtrie", 7)]);

        var group = Assert.Single(book.Groups(), group => Has(group, "word:vertrieb"));

        Assert.True(Has(group, "ngram:rtrie"));
        Assert.Equal(37, group.AppliedRows);
    }

    [Theory]
    [InlineData("Vertrieb Nord", "Vertriebsleiter Süd", "Vertriebsassistenz", "word:vertriebsleiter")] // compounds
    [InlineData("Accounting Lead", "Accountant", "Accounting Clerk", "word:accountant")]
    [InlineData("Développeur Web", "Developpeur Web", "Développeurs", "word:developpeur")] // accents
    [InlineData("Менеджер по продажам", "Менеджеры", "Старший менеджер", "word:менеджеры")]
    [InlineData("Реклама", "Рекламы отдел", "Отдел рекламы", "word:реклама")]
    [InlineData("営業部長", "営業課長", "海外営業", "word:海外営業")] // no spaces
    [InlineData("영업부장", "영업팀장", "해외영업 영업부장", "word:영업팀장")]
    [InlineData("Ingénieur Réseau", "Ingénieure", "Ingénieurs", "word:ingénieure")]
    [InlineData("Abteilungsleiter", "Leiter Einkauf", "Leiter", "word:abteilungsleiter")]
    public void Forms_of_a_word_are_one_thing_in_any_script_also_where_each_stands_in_one_text(string one, string other, string third, string form)
    {
        var groups = GroupsOf((one, "Sales"), (other, "Sales"), (third, "Sales"), ("xy q", "IT"), ("xy z", "IT"));

        var group = Assert.Single(groups, group => Has(group, form));

        Assert.False(group.IsPart);
        Assert.Equal((3, 3), (group.Texts, group.Answers[0]));
    }

    [Theory]
    [InlineData("Contact Center", "Content Editor")]
    [InlineData("Supervisor", "Superintendent")]
    [InlineData("Import", "Imposer")]
    [InlineData("Data", "Date")]
    [InlineData("中国", "中央")]
    [InlineData("ที่ปรึกษา", "ผู้จัดการ")]
    public void Words_that_merely_resemble_each_other_are_two_things(string one, string other)
    {
        var groups = GroupsOf((one, "Sales"), (one + " 1", "Sales"), (other, "Sales"), (other + " 2", "Sales"));

        Assert.DoesNotContain(groups, group => group.Patterns.Count(pattern => pattern.Kind == FeatureKind.Word) > 1);
    }

    [Fact]
    public void What_words_without_spaces_have_in_common_is_what_they_are_called_by()
    {
        var groups = GroupsOf(("营业部长", "Sales"), ("营业课长", "Sales"), ("海外营业", "Sales"), ("财务经理", "IT"), ("财务总监", "IT"));

        Assert.Contains(groups, group => group.Name == "营业");
        Assert.Contains(groups, group => group.Name == "财务");
    }

    [Fact]
    public void A_phrase_stands_under_one_of_its_words()
    {
        var groups = GroupsOf(("Head of Sales", "Sales"), ("Head of Sales West", "Sales"), ("Торговый представитель", "IT"), ("Торговый представитель Север", "IT"));

        Assert.All(groups, group => Assert.True(group.IsPart || group.Head.Kind == FeatureKind.Word));
        Assert.Contains(groups, group => !group.IsPart && Has(group, "words:head of"));
        Assert.Contains(groups, group => group.Name is "торговый" or "представитель" && Has(group, "words:torgovyy predstavitel'"));
    }

    [Fact]
    public void A_part_that_belongs_to_no_word_is_none_and_says_where_it_stands()
    {
        var groups = GroupsOf(("Executive A", "Sales"), ("Vertrieb B", "Sales"), ("Ventes C", "Sales"), ("Ventes D", "Sales"), ("Новости", "IT"), ("Повестка", "IT"));

        var part = Assert.Single(groups, group => Has(group, "ngram:ve"));

        Assert.True(part.IsPart);
        Assert.Equal("ventes", part.In[0]);
        Assert.All(groups.Where(group => !group.IsPart), group => Assert.DoesNotContain(group.Head.Kind, (FeatureKind[])[FeatureKind.Ngram, FeatureKind.Sound]));
        Assert.Contains(groups, group => group.IsPart && group.In.Contains("новости")); // in its own script, though the part is in Latin letters
    }

    [Fact]
    public void A_part_counts_for_a_word_only_where_no_other_text_has_it()
    {
        // "vert" stands in most texts with "vertrieb", and in one without it.
        var book = BookOf(("Vertrieb Nord", "Sales"), ("Vertrieb West", "Sales"), ("Vertrieb Ost", "Sales"), ("Vertical", "IT"));
        book.Apply(new JobId("00000000000a"), [Applied("00000000000a", "word:vertrieb", 3), Applied("00000000000a", "ngram:rtrie", 25), Applied("00000000000a", "ngram:vert", 400)]);

        var group = Assert.Single(book.Groups(), group => Has(group, "word:vertrieb"));

        Assert.True(Has(group, "ngram:vert"));
        Assert.Equal(25, group.AppliedRows);
        Assert.Equal((3, 0), (group.Answers[0], group.Answers[1])); // the text without the word is none of its evidence
    }

    [Fact]
    public void Words_of_a_hostile_text_are_grouped_too() =>
        Assert.NotEmpty(GroupsOf((new string('\u0301', 80), "Sales"), ("\ud83d\ude00\ud83d\ude00 e\u0301\u0301", "IT"), (string.Concat(Enumerable.Repeat("a\ud83d\ude00", 50)), "IT"), (string.Concat(Enumerable.Repeat("a\ud83d\ude00", 51)), "IT")));

    private static string Shape(PatternGroup group) => string.Join(' ', group.Patterns.Select(pattern => pattern.Name));

    private static bool Has(PatternGroup group, string pattern) => group.Patterns.Any(member => member.Name == pattern);

    private static AppliedPattern Applied(string job, string pattern, long rows) => new(new JobId(job), Team.Version, PatternKey.Of(pattern), 1, rows);

    private static IReadOnlyList<PatternGroup> GroupsOf(params (string Text, string Label)[] answers) => [.. BookOf(answers).Groups()];

    private static PatternBook BookOf(params (string Text, string Label)[] answers)
    {
        var book = new PatternBook(Team);
        foreach (var (at, (text, label)) in answers.Index())
        {
            book.Fold(new Answer
            {
                Position = at + 1,
                Question = Team.Version,
                Key = TextKey.Of(text),
                Text = text,
                Label = label,
                Source = AnswerSource.Teacher,
                By = "t",
                At = DateTimeOffset.UnixEpoch,
            });
        }

        return book;
    }
}
