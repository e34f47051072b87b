using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Questions;

public sealed class ProtectedTraitsTests
{
    [Theory]
    [InlineData("Which religion does this person have?", "{Name}", "A|B", ProtectedTrait.Religion)]
    [InlineData("Which group does the name belong to?", "{Name}", "Muslim|Christian|Other", ProtectedTrait.Religion)]
    [InlineData("Welche Konfession hat dieser Mensch?", "{Name}", "A|B", ProtectedTrait.Religion)]
    [InlineData("Quelle est la religion de cette personne ?", "{Nom}", "A|B", ProtectedTrait.Religion)]
    [InlineData("Jakie wyznanie ma ta osoba?", "{Nazwisko}", "A|B", ProtectedTrait.Religion)]
    [InlineData("Guess the ethnicity behind the name.", "{Name}", "A|B", ProtectedTrait.Ethnicity)]
    [InlineData("¿Qué etnia tiene esta persona?", "{Nombre}", "A|B", ProtectedTrait.Ethnicity)]
    [InlineData("What does this person look like?", "{Name}", "Black|White|Asian", ProtectedTrait.Ethnicity)]
    [InlineData("Какая этническая группа?", "{Имя}", "А|Б", ProtectedTrait.Ethnicity)]
    [InlineData("Does this person have a disability?", "{Note}", "yes|no", ProtectedTrait.Health)]
    [InlineData("Ist dieser Mensch schwanger oder krank?", "{Notiz}", "ja|nein", ProtectedTrait.Health)]
    [InlineData("Which of these is this person?", "{Note}", "Diabetic|Other", ProtectedTrait.Health)]
    [InlineData("What is his sexual orientation?", "{Name}", "A|B", ProtectedTrait.Orientation)]
    [InlineData("Which of these is this person?", "{Name}", "Gay|Straight", ProtectedTrait.Orientation)]
    [InlineData("Qual è l'orientamento politico? È una persona di sinistra?", "{Nome}", "A|B", ProtectedTrait.Politics)]
    [InlineData("Where does this person stand?", "{Post}", "Left|Centre|Right", ProtectedTrait.Politics)]
    [InlineData("How would the writer vote?", "{Post}", "Democrat|Republican", ProtectedTrait.Politics)]
    [InlineData("Is this employee in a trade union?", "{Note}", "yes|no", ProtectedTrait.Union)]
    [InlineData("Which group is this person in?", "{Note}", "Gewerkschaftsmitglied|Andere", ProtectedTrait.Union)]
    [InlineData("Which blood type has this person?", "{Note}", "A|B", ProtectedTrait.Biometrics)]
    [InlineData("Which religion does the contact of this company have?", "{Contact}", "A|B", ProtectedTrait.Religion)]
    [InlineData("Choose.", "{First Name} {Company}", "Hispanic|Other", ProtectedTrait.Ethnicity)]
    public void A_question_that_infers_a_protected_trait_is_found(string ask, string text, string labels, ProtectedTrait trait) =>
        Assert.Equal(trait, Find(ask, text, labels)?.Trait);

    [Theory]
    [InlineData("Which industry is this company in?", "{Company}", "Health care|Religious organizations|Trade unions|Political parties")]
    [InlineData("Which industry does this person work in?", "{Job Title}", "Health care|Religious organizations|Trade unions|Political parties|Christian associations")]
    [InlineData("Which department does the person with this job title work in?", "{Job Title}", "Works council|Human Resources|Health and Safety|Government Affairs|Public Health")]
    [InlineData("Which colour has this product?", "{Product}", "Black|White")]
    [InlineData("Which colour is meant?", "{Colour}", "Black|White|Green")]
    [InlineData("Which way does it open?", "{Door}", "Left|Right|Straight")]
    [InlineData("Which religion do the members of this association mostly share?", "{Association}", "Christian|Muslim")]
    [InlineData("Does this person work for a religious organisation?", "{Job Title}", "yes|no")]
    [InlineData("Is this company in the health sector?", "{Company}", "yes|no")]
    [InlineData("Which language does this person write in?", "{Message}", "Hebrew|Arabic|African|Asian")]
    [InlineData("Which cuisine has this restaurant?", "{Restaurant}", "Jewish|Indian|Asian|African")]
    [InlineData("Is this person a doctor, a nurse or neither?", "{Job Title}", "Doctor|Nurse|Neither")]
    [InlineData("Which part does this person play when a company buys software?", "{Job Title}", "Decides|Advises")]
    public void A_question_that_does_not_is_left_alone(string ask, string text, string labels) => Assert.Null(Find(ask, text, labels));

    [Fact]
    public void The_name_and_the_meanings_of_labels_count_too()
    {
        Assert.Equal(
            ProtectedTrait.Ethnicity,
            ProtectedTraits.Find(new Question("ethnicity", "Choose.", TextTemplate.OfColumn("Name"), [new Label("A"), new Label("B")]))?.Trait);
        Label[] coded = [new("1", "probably a Muslim"), new("2", "probably a Christian")];
        Assert.Equal(
            (ProtectedTrait.Religion, 0),
            ProtectedTraits.Find(new Question("q", "Choose.", TextTemplate.OfColumn("Name"), coded)) is { } found ? (found.Trait, found.Label) : default);
    }

    [Fact]
    public void A_lawful_basis_is_no_part_of_the_version_and_stays_with_the_question()
    {
        var question = new Question("q", "Which?", TextTemplate.OfColumn("Name"), [new Label("A"), new Label("B")]);
        var stated = new Question(
            "q",
            "Which?",
            TextTemplate.OfColumn("Name"),
            [new Label("A"), new Label("B")])
        { LawfulBasis = "Explicit consent was given by all." };
        Assert.Equal(question.Version, stated.Version);
        Assert.Equal("Explicit consent was given by all.", stated.WithText(TextTemplate.OfColumn("X")).LawfulBasis);
    }

    private static TraitFinding? Find(string ask, string text, string labels) =>
        ProtectedTraits.Find(new Question("q", ask, TextTemplate.Parse(text), labels.Split('|').Select(label => new Label(label))));
}
