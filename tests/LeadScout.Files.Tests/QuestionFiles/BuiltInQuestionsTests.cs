using LeadScout.Files.QuestionFiles;
using static LeadScout.Files.Tests.TestFolder;

namespace LeadScout.Files.Tests.QuestionFiles;

public sealed class BuiltInQuestionsTests
{
    public static TheoryData<string> All => [.. BuiltInQuestions.Names];

    /// <remarks>With LEADSCOUT_WRITE_QUESTIONS=1 it writes the form anew.</remarks>
    [Theory]
    [MemberData(nameof(All))]
    public void What_is_read_without_yaml_is_what_the_yaml_says(string name)
    {
        var byYaml = BuiltInText.Of(QuestionFile.Parse(BuiltInQuestions.Yaml(name), name));
        if (Environment.GetEnvironmentVariable("LEADSCOUT_WRITE_QUESTIONS") == "1")
        {
            File.WriteAllText(Path.Combine(Folder(), $"../../src/LeadScout.Files/QuestionFiles/BuiltIn/{name}.tsv"), byYaml);
        }

        Assert.Equal(byYaml, BuiltInText.Of(BuiltInQuestions.Load(name)));
        Assert.Equal(QuestionFile.Parse(BuiltInQuestions.Yaml(name), name).Question.Version, BuiltInQuestions.Load(name).Question.Version);

        static string Folder([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetDirectoryName(Path.GetDirectoryName(here))!;
    }

    public static TheoryData<string> Names => [.. BuiltInQuestions.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_loads_under_its_name_and_has_a_way_out(string name)
    {
        var (question, synonyms) = BuiltInQuestions.Load(name);
        Assert.Equal(name, question.Name);
        Assert.Contains(question.Labels[^1].Name, new[] { "Other", "Unknown" });
        Assert.Single(question.Text.Columns);
        Assert.NotEmpty(synonyms);
        Assert.Equal(synonyms.Distinct(StringComparer.OrdinalIgnoreCase), synonyms);
    }

    [Fact]
    public void The_question_on_names_is_about_the_name_and_not_its_bearer() =>
        Assert.Contains(
            "never about the person who bears it", BuiltInQuestions.Load("name-language").Question.Instructions, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest()
    {
        var message = Refused(() => BuiltInQuestions.Resolve("departmnt")).Message;
        Assert.Contains("no built-in question 'departmnt'. Did you mean 'department'?", message, StringComparison.Ordinal);
        Assert.Contains("department, seniority, industry, name-language", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_a_file()
    {
        using var folder = new TestFolder();
        var path = folder.Write("mine.yaml", BuiltInQuestions.Yaml("seniority"));
        Assert.Equal("seniority", BuiltInQuestions.Resolve(path).Question.Name);
        Assert.Contains("can't be read", Refused(() => BuiltInQuestions.Resolve("none.yml")).Message, StringComparison.Ordinal);
    }
}
