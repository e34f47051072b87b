using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Wording;
using Xunit;

namespace LeadScout.Server.Tests.Wording;

/// <summary>What a client is told of files: their names, and never where they lie on the server's machine.</summary>
public sealed class MachinePathsTests
{
    private static readonly string Data = Path.GetFullPath("/srv/lead scout/data");
    private static readonly string Recording = Path.GetFullPath("/srv/secret/answers.tsv");

    private static readonly MachinePaths Paths = new([Recording, "../kept/other.tsv"], [Data, Path.GetTempPath(), "/"]);

    public static TheoryData<string, string> Texts => new()
    {
        { $"The recording '{Recording}' can't be read.", "The recording 'answers.tsv' can't be read." },
        { $"recorded:{Recording} is gone", "recorded:answers.tsv is gone" },
        { $"{Recording}, line 3: no label.", "answers.tsv, line 3: no label." },
        { "The recording '../kept/other.tsv' is empty", "The recording 'other.tsv' is empty" },
        { $"'{Path.GetFullPath("/srv/secret/neighbour.tsv")}'", "'neighbour.tsv'" },
        { $"{Path.Join(Data, "lists", "3f", "my leads.csv")}, row 3", $"{Path.Join("lists", "3f", "my leads.csv")}, row 3" },
        { $"The folder '{Data}' is full.", "The folder 'data' is full." },
        { $"{Data}{Path.DirectorySeparatorChar} is full", "data is full" },
        { $"{Data}base is another folder", $"{Data}base is another folder" },
        { $"{Recording}.bak is another file, of a folder that is known", "answers.tsv.bak is another file, of a folder that is known" },
        { "GET /api/v1/jobs, and http://example.com/srv/secret/answers.tsv", "GET /api/v1/jobs, and http://example.com/srv/secret/answers.tsv" },
        { "'/' and A/B and a//b are text", "'/' and A/B and a//b are text" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_keeps_names_and_loses_folders(string text, string expected) => Assert.Equal(expected, Paths.Without(text));

    [Fact]
    public void A_path_that_only_the_system_knew_loses_its_folder_too()
    {
        var missing = Path.Join(Path.GetFullPath("/somewhere/else"), "x.db");
        var cause = new FileNotFoundException($"Could not find file '{missing}'.");

        var told = Paths.Without(new BadInputException($"'{missing}' can't be read: {cause.Message} Use {Setting.Store}.", cause));

        Assert.Equal("'x.db' can't be read: Could not find file 'x.db'. Use STORE.", told.In(_ => "STORE"));
    }

    [Fact]
    public void A_remedy_stays_one_and_its_value_loses_the_folder()
    {
        var told = Paths.Without(new BadInputException($"Do {UserAction.ExportAnswers.On(Recording)}."));

        Assert.Equal("answers.tsv", Assert.Single(told.Remedies).Value);
    }

    [Fact]
    public void What_the_server_itself_says_of_what_a_client_named_is_left_as_it_is() =>
        Assert.Equal($"There is no list '{Data}/x'.", Paths.Without(new RefusedException("list-not-found", 404, $"There is no list '{Data}/x'.")).ToString());
}
