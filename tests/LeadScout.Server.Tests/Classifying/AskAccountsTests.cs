using System.Net.Http.Json;
using LeadScout.Files.QuestionFiles;
using LeadScout.Llm.Recorded;
using LeadScout.Server.Classifying;
using LeadScout.Server.Workspaces;
using LeadScout.StandIn;
using LeadScout.Texts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace LeadScout.Server.Tests.Classifying;

public sealed class AskAccountsTests
{
    [Fact]
    public async Task A_server_that_ends_waits_for_the_call_of_whoever_has_left_and_keeps_and_books_what_it_brings()
    {
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var teacher = await StandInServer.StartAsync(new StandInOptions
        {
            Answers = Recording.Load(Samples.Answers),
            Before = gone =>
            {
                arrived.TrySetResult();
                return gate.Task.WaitAsync(gone);
            },
        });
        await using var trial = await ServerTrial.StartAsync(options => options with { Teacher = "openai:gpt-5-mini", TeacherUrl = teacher.Url.ToString() });
        using var leaving = new CancellationTokenSource();
        var asking = trial.Client.PostAsJsonAsync("/api/v1/classify", new { question = "department", text = "Boekhouder" }, leaving.Token);
        await arrived.Task.WaitAsync(ServerTrial.Gone);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        var ending = trial.Services.GetServices<IHostedService>().OfType<AskAccounts>().Single().StopAsync(ServerTrial.Gone);
        Assert.False(ending.IsCompleted);
        gate.SetResult();
        await ending;

        var store = trial.Services.GetRequiredService<ServerWorkspace>().Store;
        Assert.Single(await store.FindAsync(BuiltInQuestions.Load("department").Question.Version, TextKeys.Plain.Of("Boekhouder"), ServerTrial.Gone));
        Assert.Equal("ask", Assert.Single(store.Service.ActivityLog(0, 10).ActivityLog).Action);
    }
}
