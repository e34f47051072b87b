using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>A stand-in server with answers, and teachers that ask it over HTTP.</summary>
public sealed class Classroom : IAsyncDisposable
{
    public const string Key = "sk-very-secret-0123456789";

    private readonly string _file;

    private Classroom(string file, StandInServer server)
    {
        _file = file;
        Server = server;
    }

    public static Question Department { get; } = new(
        "department",
        "Which department does this job title belong to?",
        TextTemplate.OfColumn("Job Title"),
        [new Label("Sales", "sells to customers"), new Label("Marketing"), new Label("Général & Co", "else: \"other\"")]);

    public StandInServer Server { get; }

    public List<string> Notices { get; } = [];

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Classroom> Open(
        TimeSpan latency = default, Func<JsonElement, Rejection?>? rejects = null, params ImmutableArray<FaultRate> faults)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file, "label\ttext\nSales\tVP Sales EMEA\nMarketing\tCMO\nGénéral & Co\tHausmeister\nSales\tAußendienst\n", Cancellation);
        return new Classroom(
            file,
            await StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(file), Latency = latency, Rejects = rejects, Faults = faults }));
    }

    public static Ask Ask(params ImmutableArray<string> texts) => new(Department, texts);

    public ITeacher Teacher(string name = "openai:gpt-5-mini", Func<TeacherOptions, TeacherOptions>? with = null)
    {
        var options = Provided.Options with { Url = Server.Url, Environment = _ => Key, Notice = Notices.Add };
        return Teachers.Create(name, with is null ? options : with(options));
    }

    public Task<Reply> AskAsync(string teacher, params ImmutableArray<string> texts) => Teacher(teacher).AskAsync(Ask(texts), Cancellation);

    /// <summary>The body of the last request.</summary>
    public JsonElement LastBody() => JsonDocument.Parse(Server.Calls[^1].Body).RootElement;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        File.Delete(_file);
    }
}
