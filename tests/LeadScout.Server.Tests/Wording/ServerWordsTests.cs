using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScout.Messages;
using LeadScout.Server.Api;
using LeadScout.Server.Wording;
using Xunit;

namespace LeadScout.Server.Tests.Wording;

/// <summary>Everything that a message can name has words for a client of the API and for a person before the dashboard.</summary>
public sealed partial class ServerWordsTests
{
    private static readonly string[] Fields =
        [.. typeof(JobSubmission).GetProperties().Concat(typeof(ResumeRequest).GetProperties())
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    public static TheoryData<Setting> Settings => [.. Enum.GetValues<Setting>()];

    public static TheoryData<UserAction> Actions => [.. Enum.GetValues<UserAction>()];

    [Theory]
    [MemberData(nameof(Settings))]
    public void What_can_be_set_has_words(Setting setting)
    {
        string[] said = [FieldWords.Of(setting.To("3")), FieldWords.Of(Remedy.Of(setting)), LabelWords.Of(setting.To("3")), LabelWords.Of(Remedy.Of(setting))];
        Assert.All(said, words => Assert.DoesNotMatch(OptionOrName(), words));
        Assert.All(said, Assert.NotEmpty);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void What_can_be_done_has_words(UserAction action)
    {
        Assert.NotEmpty(FieldWords.Of(action.On("3f")));
        Assert.NotEmpty(LabelWords.Of(action.On("3f")));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_field_is_one_that_a_request_has(Setting setting)
    {
        if (FieldWords.FieldOf(setting) is { } field)
        {
            Assert.Contains(field, Fields);
        }
    }

    [Fact]
    public void A_field_that_a_client_can_set_is_never_said_to_be_the_operators()
    {
        var operators = Enum.GetValues<Setting>().Where(setting => FieldWords.FieldOf(setting) is null)
            .Select(setting => JsonNamingPolicy.CamelCase.ConvertName($"{setting}"));
        Assert.Empty(operators.Intersect(Fields));
    }

    [Fact]
    public void The_table_is_the_dashboards_own_source_of_labels()
    {
        var pages = string.Concat(Pages());
        var labels = Enum.GetValues<Setting>().Where(setting => LabelWords.LabelOf(setting) is not null);
        Assert.All(labels, setting => Assert.Contains($"LabelOf(Setting.{setting})", pages, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Pages()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "LeadScout.slnx")))
        {
            root = root.Parent!;
        }

        return Directory.EnumerateFiles(Path.Combine(root.FullName, "src", "LeadScout.Server", "Dashboard"), "*.razor", SearchOption.AllDirectories)
            .Select(File.ReadAllText);
    }

    [GeneratedRegex("--[a-z]|^[A-Z][a-z]+[A-Z]")]
    private static partial Regex OptionOrName();
}
