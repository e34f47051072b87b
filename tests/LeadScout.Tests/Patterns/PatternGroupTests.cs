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
