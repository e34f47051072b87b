using LeadScout.Application.Jobs;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Server.Mcp;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Agents;

/// <summary>What the session's teacher charges. Thread-safe.</summary>
internal sealed class TeacherPrices(Terminal terminal, AgentSettings settings)
{
    /// <summary>Texts of one call.</summary>
    public const int RowsPerCall = 20;

    private static readonly string UsualText = new('x', 200);

    /// <summary>How often is tried: somebody is waiting, and every try is counted in beforehand.</summary>
    public static RetryPolicy Retry { get; } = new() { MostTriesPerText = new RetryPolicy().TriesPerText };

    /// <summary>How the teacher is reached.</summary>
    /// <param name="profiles">What is known of its server; null to go without.</param>
    public TeacherOptions OptionsOf(IRequestProfileStore? profiles)
    {
        var named = settings.Named();
        return named.Prices.In(named.Settings.In(new TeacherOptions
        {
            Clients = ProviderClients.All,
            Url = named.Url is { } address ? TeacherUrl.Parse(address) : null,
            Environment = terminal.Environment,
            Time = terminal.Clock,
            RequestProfiles = profiles,
        }));
    }

    /// <summary>The most that a full call and one more try of it can cost; null where nobody knows what the teacher charges.</summary>
    public Money? CallCeiling(string question)
    {
        var teacher = Profile();
        var ask = new Ask(BuiltInQuestions.Resolve(question).Question, [.. Enumerable.Repeat(UsualText, RowsPerCall)]);
        return teacher.Price is { } price ? new Money(2 * price.Of(teacher.Ceiling(ask)).NanoDollars) : null;
    }

    /// <summary>Whether the teacher charges nothing, whatever it is asked.</summary>
    public bool AreFree => Profile().Price is { IsFree: true };

    /// <summary>What is known of the teacher before it is asked.</summary>
    public TeacherProfile Profile() => Teachers.ProfileOf(settings.Named().Teacher, OptionsOf(null));

    /// <summary>What asking about texts costs.</summary>
    public static AgentPrice Of(TeacherProfile teacher, Question question, IReadOnlyCollection<string> texts)
    {
        if (teacher.Price is not { } price)
        {
            return new AgentPrice(null, texts.Count == 0 ? Money.Zero : null, null);
        }

        // Calls that are of no use are halved until each text is alone: their shares together are less than two calls of its own more.
        var most = texts.Sum(text => price.Of(teacher.Ceiling(new Ask(question, [text]))).NanoDollars) * (Retry.MostTriesPerText + 2);
        var expected = texts.Chunk(RowsPerCall).Sum(some => price.Of(teacher.Estimate(new Ask(question, [.. some]))).NanoDollars);
        return new AgentPrice(new Money(expected), new Money(most), null) { IsFree = price.IsFree };
    }
}
