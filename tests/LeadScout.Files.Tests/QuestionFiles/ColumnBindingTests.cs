using System.Collections.Immutable;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.QuestionFiles;

public sealed class ColumnBindingTests
{
    [Fact]
    public void A_name_that_stands_twice_is_refused_only_where_it_is_asked_about()
    {
        var source = QuestionFile.Parse("name: q\nask: What?\ntext: \"{Job Title}\"\nlabels: [a, b]\n", "q");
        IReadOnlyList<string> columns = Header.Named(["Id", "Job Title", "Email", "Email", "", "job title", "Job Title"]);
        var message = Refused(() => ColumnBinding.Bind(source, "a.csv", columns)).Message;
        Assert.Contains(
            "has the column 'Job Title' twice, and it can't be told which is meant. Say which with Column: 'Job Title (column 2)', 'Job Title (column 7)'.",
            message,
            StringComparison.Ordinal);
        Assert.Equal(
            ["Job Title (column 7)"],
            ColumnBinding.Bind(source, "a.csv", columns, new ColumnChoice("Job Title (column 7)")).Question.Text.Columns);
    }

    private static readonly QuestionSource Lone = BuiltInQuestions.Load("department");
    private static readonly QuestionSource Several = QuestionFile.Parse(
        "name: a\nask: b\ntext: \"{{x}} {FirstName}, {Last Name} {FirstName}\"\nlabels: [x, y]", "a.yaml");

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
    public void The_likeliest_synonym_wins() =>
        Assert.Equal(["Title"], ColumnBinding.Bind(Lone, "a.csv", ["Cargo", "Title"]).Question.Text.Columns);

    [Fact]
    public void The_only_column_is_taken() =>
        Assert.Equal(["Using column 'whatever' for {Job Title}."], ColumnBinding.Bind(Lone, "a.csv", ["whatever"]).Notes);

    [Fact]
    public void The_users_word_counts_before_any_guess()
    {
        var exact = ColumnBinding.Bind(Lone, "a.csv", ["Job Title", "Notes"], new ColumnChoice("Notes"));
        Assert.Equal(["Notes"], exact.Question.Text.Columns);
        Assert.Empty(exact.Notes);
        Assert.Equal(
            ["Using column 'Notes' for Column notes."],
            ColumnBinding.Bind(Lone, "a.csv", ["Job Title", "Notes"], new ColumnChoice("notes")).Notes.Select(note => note.ToString()));
    }

    [Fact]
    public void The_users_word_is_never_replaced_by_a_guess()
    {
        var message = Refused(() => ColumnBinding.Bind(Lone, "a.csv", ["Job Title"], new ColumnChoice("Job Titel X"))).Message;
        Assert.Contains(
            "'a.csv' has no column 'Job Titel X'. Did you mean 'Job Title'? Its columns are 'Job Title'.",
            message,
            StringComparison.Ordinal);
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
        Assert.Contains(
            "'a.csv' has no column 'Last Name'. Did you mean 'Last Nam'? Its columns are 'FirstName', 'Last Nam', 'City'.",
            message,
            StringComparison.Ordinal);
        Assert.Contains("Column", Refused(() => ColumnBinding.Bind(Lone, "a.csv", ["City", "Zip"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_columns_alike_are_refused() =>
        Assert.Contains(
            "several columns like 'Job Title': 'job title', 'JobTitle'",
            Refused(() => ColumnBinding.Bind(Lone, "a.csv", ["job title", "JobTitle"])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Each_of_several_columns_can_be_chosen()
    {
        var bound = ColumnBinding.Bind(
            Several, "a.csv", ["Vorname", "Nachname", "Last Name"], Chosen(("FirstName", "vorname"), ("Last Name", "Nachname")));
        Assert.Equal(["Vorname", "Nachname", "Vorname"], bound.Question.Text.Columns);
        Assert.Equal(["Using column 'Vorname' for Column vorname."], bound.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public void A_chosen_column_that_is_missing_is_refused_with_how_to_choose()
    {
        Assert.Contains(
            "no column 'Vornam'. Did you mean 'Vorname'?",
            Refused(() => ColumnBinding.Bind(Several, "a.csv", ["Vorname", "Last Name"], Chosen(("FirstName", "Vornam")))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Column FirstName=...",
            Refused(() => ColumnBinding.Bind(Several, "a.csv", ["Vorname", "Last Name"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_that_fits_no_question_is_refused()
    {
        Assert.Contains(
            "Did you mean 'FirstName'?",
            Refused(() => ColumnBinding.EnsureMeant(Chosen(("FirstNam", "a")), [Several.Question])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "which is about several columns",
            Refused(() => ColumnBinding.EnsureMeant(new ColumnChoice("City"), [Several.Question])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_questions_can_take_a_lone_column()
    {
        var choice = new ColumnChoice("Notes") { Named = Chosen(("FirstName", "City")).Named };
        ColumnBinding.EnsureMeant(choice, [Several.Question, Lone.Question]);
        Assert.Equal(["Notes"], ColumnBinding.Bind(Lone, "a.csv", ["Notes", "City", "Last Name"], choice).Question.Text.Columns);
        Assert.Equal(
            ["City", "Last Name", "City"],
            ColumnBinding.Bind(Several, "a.csv", ["Notes", "City", "Last Name"], choice).Question.Text.Columns);
    }

    [Theory]
    [InlineData("Job Title", "Position", "Position")]
    [InlineData("Job Title", "Title", "Title")]
    [InlineData("Job Title", "City", null)]
    public void The_likely_column_is_found_without_a_refusal(string wanted, string column, string? found) =>
        Assert.Equal(found, ColumnBinding.Find(Lone, wanted, "a.csv", ["Company", column]));

    private static ColumnChoice Chosen(params (string Wanted, string Column)[] named) =>
        new() { Named = named.ToImmutableSortedDictionary(one => one.Wanted, one => one.Column, StringComparer.Ordinal) };
}
