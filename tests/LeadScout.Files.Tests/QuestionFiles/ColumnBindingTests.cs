using LeadScout.Files.QuestionFiles;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.QuestionFiles;

public sealed class ColumnBindingTests
{
    private static readonly QuestionSource Lone = BuiltInQuestions.Load("department");
    private static readonly QuestionSource Several = QuestionFile.Parse("name: a\nask: b\ntext: \"{{x}} {FirstName}, {Last Name} {FirstName}\"\nlabels: [x, y]", "a.yaml");

    [Fact]
    public void An_exact_name_needs_no_word()
    {
        var bound = ColumnBinding.Bind(Lone, "a.csv", ["job title", "Job Title"]);
        Assert.Equal(["Job Title"], bound.Question.Text.Columns);
        Assert.Empty(bound.Notes);
    }

    [Theory]
    [InlineData("job_title")]
    [InlineData("JobTitle")]
    [InlineData("JOB-TITLE")]
    [InlineData("Title")]
    [InlineData("Stellenbezeichnung")]
    public void A_guess_is_said_aloud(string column)
    {
        var bound = ColumnBinding.Bind(Lone, "a.csv", ["Company", column]);
        Assert.Equal([column], bound.Question.Text.Columns);
        Assert.Equal([$"Using column '{column}' for {{Job Title}}."], bound.Notes);
        Assert.Equal(Lone.Question.Version, bound.Question.Version);
    }

    [Fact]
    public void The_likeliest_synonym_wins() => Assert.Equal(["Title"], ColumnBinding.Bind(Lone, "a.csv", ["Cargo", "Title"]).Question.Text.Columns);

    [Fact]
    public void The_only_column_is_taken() =>
        Assert.Equal(["Using column 'whatever' for {Job Title}."], ColumnBinding.Bind(Lone, "a.csv", ["whatever"]).Notes);

    [Fact]
    public void The_users_word_counts_before_any_guess()
    {
        var exact = ColumnBinding.Bind(Lone, "a.csv", ["Job Title", "Notes"], "Notes");
        Assert.Equal(["Notes"], exact.Question.Text.Columns);
        Assert.Empty(exact.Notes);
        Assert.Equal(["Using column 'Notes' for --column 'notes'."], ColumnBinding.Bind(Lone, "a.csv", ["Job Title", "Notes"], "notes").Notes);
    }

    [Fact]
    public void The_users_word_is_never_replaced_by_a_guess()
    {
        var message = Refused(() => ColumnBinding.Bind(Lone, "a.csv", ["Job Title"], "Job Titel X")).Message;
        Assert.Contains("'a.csv' has no column 'Job Titel X'. Did you mean 'Job Title'? Its columns are 'Job Title'.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_columns_are_bound_each()
    {
        var bound = ColumnBinding.Bind(Several, "a.csv", ["last name", "First {Name}"]);
        Assert.Equal(["First {Name}", "last name", "First {Name}"], bound.Question.Text.Columns);
        Assert.Equal("{{x}} {First {{Name}}}, {last name} {First {{Name}}}", bound.Question.Text.Source);
        Assert.Equal("{x} Eva, Li Eva", bound.Question.Text.Fill(["Eva", "Li", "Eva"]));
        Assert.Equal(2, bound.Notes.Length);
    }

    [Fact]
    public void A_missing_column_is_refused_with_the_nearest_and_all()
    {
        var message = Refused(() => ColumnBinding.Bind(Several, "a.csv", ["FirstName", "Last Nam", "City"])).Message;
        Assert.Contains("'a.csv' has no column 'Last Name'. Did you mean 'Last Nam'? Its columns are 'FirstName', 'Last Nam', 'City'.", message, StringComparison.Ordinal);
        Assert.Contains("--column", Refused(() => ColumnBinding.Bind(Lone, "a.csv", ["City", "Zip"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_columns_alike_are_refused() =>
        Assert.Contains("several columns like 'Job Title': 'job title', 'JobTitle'", Refused(() => ColumnBinding.Bind(Lone, "a.csv", ["job title", "JobTitle"])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_lone_column_cannot_be_given_to_a_question_about_several() =>
        Assert.Contains("which is about several columns", Refused(() => ColumnBinding.Bind(Several, "a.csv", ["City"], "City")).Message, StringComparison.Ordinal);
}
