using System.Text.Json.Nodes;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Server.Mcp;
using LeadScout.Streaming;
using LeadScout.Teaching;

namespace LeadScout.Cli.Agents;

/// <summary>The tools about single texts. Thread-safe; two at once open the database twice.</summary>
internal sealed class TextCalls(Terminal terminal, AgentSettings settings, TeacherPrices prices, JobCalls jobs)
{
    /// <summary>What asking about those that are not known would cost.</summary>
    public async Task<AgentPrice> PriceAsync(AgentCall call, CancellationToken cancellationToken)
    {
        var question = QuestionOf(call);
        using var store = Databases.OpenReadOrEmpty(terminal, settings.Database);
        var teacher = Teachers.ProfileOf(settings.Named().Teacher, prices.OptionsOf(store));
        var unknown = new List<string>();
        foreach (var text in TextsOf(call).Distinct(StringComparer.Ordinal))
        {
            if (await Knowledge.FindAsync(question, teacher.Name, store, text, cancellationToken) is null)
            {
                unknown.Add(text);
            }
        }

        var data = new JsonObject { ["texts"] = TextsOf(call).Length, ["unknownTexts"] = unknown.Count, ["teacher"] = teacher.Name };
        return TeacherPrices.Of(teacher, question, unknown) with { Data = data };
    }

    /// <summary>Decides them, in order.</summary>
    public async Task<AgentOutcome> RunAsync(
        AgentCall call, Money? allowance, AgentBill bill, IProgress<AgentProgress> progress, CancellationToken cancellationToken)
    {
        var (question, texts, named) = (QuestionOf(call), TextsOf(call), settings.Named());
        using var store = Databases.Open(terminal, settings.Database);
        await Retention.ApplyAsync(store, null, terminal.Clock, _ => { }, cancellationToken);
        await store.NameQuestionAsync(question.Version, question.Name, cancellationToken);
        var teacher = Teachers.Create(named.Teacher, prices.OptionsOf(store));
        var cascade = await Cascade.OpenAsync(
            question,
            teacher,
            store,
            new CascadeOptions { MaxCost = allowance, RowsPerCall = TeacherPrices.RowsPerCall, Retry = TeacherPrices.Retry with { Patience = named.Settings.Patience } },
            terminal.Clock,
            cancellationToken);
        var home = new TaskCompletionSource<AskBill>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new JsonArray();
        var undecided = 0;
        bill.Begin();
        try
        {
            await foreach (var (text, classification) in cascade.ClassifyAsync(
                texts.ToAsyncEnumerable(), text => text, home.SetResult, cancellationToken))
            {
                undecided += classification.Decision.IsDecided ? 0 : 1;
                var why = classification with { Why = cascade.WhyOf(text, classification) };
                said.Add(JsonNode.Parse(ReportJson.Of(new ClassificationDocument(text, question, teacher.Profile.Name, why, terminal.Words))));
                progress.Report(new AgentProgress(said.Count, texts.Length, FormattableString.Invariant($"{said.Count} of {texts.Length} texts decided")));
            }
        }
        finally
        {
            var asked = await home.Task; // the database stays open until calls in flight are home, whoever has left
            bill.Measure((asked.Cost ?? Money.Zero) + asked.PossiblyBilled);
        }

        return new AgentOutcome(undecided == 0 ? "done" : "undecided-texts", IsError: false, new JsonObject { ["results"] = said });
    }

    private Question QuestionOf(AgentCall call) => BuiltInQuestions.Resolve(jobs.QuestionOf(call)).Question;

    private static string[] TextsOf(AgentCall call) =>
        call.Tool.Name == AgentTools.Ask ? [call.Arguments.Required("text")] : [.. call.Arguments.Texts("texts")];
}
