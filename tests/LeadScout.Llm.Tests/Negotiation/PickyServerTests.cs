using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using LeadScout.StandIn.Picky;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests.Negotiation;

public sealed class PickyServerTests
{
    // The whole ladder of a server that names nothing, twice over for a server error, and a call to see whether it was the moment.
    private const int MostCalls = 14;

    public static TheoryData<string> Servers => [.. Known.Select(server => server.Name)];

    private static IEnumerable<PickyServer> Known => PickyServers.All.Concat(OddWordings.All);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_picky_server_is_asked_as_it_wants_and_that_is_said_once(string name)
    {
        var picky = Known.Single(server => server.Name == name);
        await using var room = await Classroom.Open(rejects: picky.Rejects);
        var teacher = room.Teacher(picky.Teacher);

        var (refused, reply) = await UntilTakenAsync(teacher, room);
        var (refusedAgain, again) = await UntilTakenAsync(teacher, room);
        var (refusedAtLast, last) = await UntilTakenAsync(teacher, room);

        Assert.Null(reply.Fault);
        Assert.All(reply.Items, item => Assert.True(item.IsAnswered));
        Assert.All(again.Items.Concat(last.Items), item => Assert.True(item.IsAnswered));
        Assert.InRange(refused, 1, MostCalls);
        Assert.InRange(refusedAgain, 0, 1); // a ladder that was climbed without a reason is checked once
        Assert.Equal(0, refusedAtLast);
        Assert.NotEmpty(room.Notices);
        Assert.Equal(room.Notices.Distinct(), room.Notices);
        Assert.True(Changed(room) is [] or [_], $"{name} did not complain of all of {string.Join(", ", Changed(room))}.");
        Assert.True(
            PickyServer.Limit(room.LastBody()) > 0 || name is "Neither name",
            "Without a limit on the output there is no limit on what a call costs.");
    }

    /// <summary>What differs between the first request and the last one, the messages aside.</summary>
    private static string[] Changed(Classroom room)
    {
        var (first, last) = (Members(room.Server.Calls[0].Body), Members(room.Server.Calls[^1].Body));
        return [.. first.Keys.Union(last.Keys).Where(key => first.GetValueOrDefault(key) != last.GetValueOrDefault(key))];
    }

    private static Dictionary<string, string> Members(string body) =>
        JsonDocument.Parse(body).RootElement.EnumerateObject().Where(member => member.Name is not ("messages" or "system"))
            .ToDictionary(
                member => member.Name is "max_completion_tokens" ? "max_tokens" : member.Name,
                member => member.Name + JsonNode.Parse(member.Value.GetRawText())?.ToJsonString());

    private static async Task<(int Refused, Reply Reply)> UntilTakenAsync(ITeacher teacher, Classroom room)
    {
        var before = room.Server.Stats.Faults.GetValueOrDefault("rejected");
        for (var calls = 0; ; calls++)
        {
            var reply = await teacher.AskAsync(Classroom.Ask("VP Sales EMEA", "CMO"), Classroom.Cancellation);
            if (reply.Fault?.Kind is not (TeacherFaultKind.Renegotiated or TeacherFaultKind.Unavailable) || calls == MostCalls)
            {
                return (room.Server.Stats.Faults.GetValueOrDefault("rejected") - before, reply);
            }

        }
    }
}
