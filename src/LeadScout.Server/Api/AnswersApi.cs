using LeadScout.Application.Reports;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/answers</c>.</summary>
internal static class AnswersApi
{
    private const int Most = 1000;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet(
            "/",
            async (AnswerService answers, int? skip, int? take, HttpRequest request) => Page.Of(await answers.CountAsync(request.HttpContext.RequestAborted), skip, take, request))
            .Needs(Scope.Read).WithSummary("Who gave how many answers to which question.");
        group.MapGet(
            "/of",
            async (AnswerService answers, string question, string text, CancellationToken gone) => (await answers.FindAsync(question, text, gone)).Select(GivenDocument.Of).ToArray())
            .Needs(Scope.Read).WithSummary("Every answer to a text.").ProducesProblem(404);
        group.MapPost("/corrections", CorrectAsync)
            .Needs(Scope.Label)
            .WithSummary("Takes a person's word on texts: it outranks the LLM's from the next text on.")
            .ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/corrections/undo", async (AnswerService answers, ActivityLog activity, Caller caller, TextRequest request, CancellationToken gone) =>
        {
            var undone = await answers.UndoAsync(request.Question, request.Text, caller.Name, gone);
            activity.Record(caller, "undo", request.Question);
            return undone;
        }).Needs(Scope.Label).WithSummary("Takes a person's last word on a text back.").ProducesProblem(404);
        group.MapPost("/forget", ForgetAsync)
            .Needs(Scope.Admin)
            .WithSummary("Deletes texts with all their answers for good. What calls cost stays in the ledger.");
    }

    private static async Task<CorrectionDocument[]> CorrectAsync(
        AnswerService answers, ActivityLog activity, Caller caller, CorrectionRequest request, CancellationToken gone)
    {
        if (request.Corrections.Count is < 1 or > Most)
        {
            throw new RefusedException("bad-input", 400, $"Send 1 to {Most} corrections at once.");
        }

        var corrected = await answers.CorrectAsync(
            request.Question, [.. request.Corrections.Select(one => new SaidLabel(one.Text, one.Label, one.Seen))], caller.Name, gone);
        activity.Record(caller, "correct", request.Question, count: request.Corrections.Count);
        return corrected;
    }

    private static async Task<ForgottenDocument> ForgetAsync(
        AnswerService answers, ActivityLog activity, Caller caller, ForgetRequest request, CancellationToken gone)
    {
        if (request.Texts.Count is < 1 or > Most)
        {
            throw new RefusedException("bad-input", 400, $"Send 1 to {Most} texts at once.");
        }

        var forgotten = await answers.ForgetAsync(request.Texts, request.Question, gone);
        activity.Record(caller, "forget", request.Question ?? "all questions", count: request.Texts.Count);
        return new ForgottenDocument(forgotten.Answers, forgotten.Asks, forgotten.Failures);
    }
}

/// <summary>A person's word on texts.</summary>
internal sealed record CorrectionRequest(string Question, IReadOnlyList<LabelledTextRequest> Corrections);

/// <summary>
/// A text and the label that it ought to have. Where <c>seen</c> says what a person had said about it when the caller looked (empty for
/// nothing), and that has changed since, nothing is taken: 409, <c>answer-changed</c>.
/// </summary>
internal sealed record LabelledTextRequest(string Text, string Label, string? Seen = null);

/// <summary>Texts to forget; only the answers to one question, if it is named.</summary>
internal sealed record ForgetRequest(IReadOnlyList<string> Texts, string? Question = null);

/// <summary>What was forgotten, table by table.</summary>
internal sealed record ForgottenDocument(long Answers, long JournalEntries, long Failures);
