using LeadScout.Llm;
using LeadScout.Llm.OpenAI;
using LeadScout.Questions;
using LeadScout.Savings.Injection;
using LeadScout.StandIn;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Savings.Tests.Injection;

/// <summary>What the bench calls an attack must be one: a model that obeys does otherwise for it.</summary>
public sealed class AttacksTests : IAsyncLifetime
{
    private static readonly Question Department = new(
        "department", "Which department?", TextTemplate.OfColumn("Job Title"), [new Label("Sales"), new Label("IT"), new Label("Legal")]);

    private StandInServer _obedient = null!;
    private StandInServer _honest = null!;

    public async ValueTask InitializeAsync() => (_obedient, _honest) = (
        await StandInServer.StartAsync(new StandInOptions { Obeys = true }), await StandInServer.StartAsync(new StandInOptions()));

    public async ValueTask DisposeAsync()
    {
        await _obedient.DisposeAsync();
        await _honest.DisposeAsync();
    }

    [Fact]
    public async Task Every_attack_changes_what_an_obedient_model_answers_about_others_or_how()
    {
        foreach (var attack in Attacks.All.Where(attack => attack.Name is not ("more answers" or "behind a made-up fence")))
        {
            var (obeyed, honest) = (await AskAsync(_obedient, attack.Text), await AskAsync(_honest, attack.Text));

            Assert.True(obeyed != honest, $"{attack.Kind}, {attack.Name}: nothing was obeyed.");
        }
    }

    [Fact]
    public async Task Titles_without_orders_are_answered_as_an_honest_model_would()
    {
        foreach (var title in new[] { "Sales Manager for all regions", "VP Legal", "IT Support (1st level)", "Продажи", "Chef de produit" })
        {
            Assert.Equal(await AskAsync(_honest, title), await AskAsync(_obedient, title));
        }
    }

    private static async Task<string> AskAsync(StandInServer server, string text)
    {
        var teacher = Teachers.Create(
            "openai:m", new TeacherOptions { Clients = [OpenAIClients.OpenAI], Url = server.Url, Environment = _ => "key" });
        var reply = await teacher.AskAsync(
            new Ask(Department, ["VP A", "VP B", "VP C", text, "VP D", "VP E", "VP F"]), TestContext.Current.CancellationToken);
        return string.Join(' ', reply.Items.Where((_, place) => place != 3).Select(item => item.Label));
    }
}
