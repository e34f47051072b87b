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
        group.MapGet("/", async (AnswerDesk answers, int? skip, int? take, HttpRequest request) => Page.Of(await answers.CountAsync(request.HttpContext.RequestAborted), skip, take, request))
            .Needs(Scope.Read).WithSummary("Who gave how many answers to which question.");
        group.MapGet("/of", async (AnswerDesk answers, string question, string text, CancellationToken gone) => (await answers.FindAsync(question, text, gone)).Select(GivenDocument.Of).ToArray())
            .Needs(Scope.Read).WithSummary("Every answer to a text.").ProducesProblem(404);
        group.MapPost("/corrections", CorrectAsync).Needs(Scope.Label).WithSummary("Takes a person's word on texts: it outranks the teacher's from the next text on.").ProducesProblem(404);
        group.MapPost("/corrections/undo", async (AnswerDesk answers, Deeds deeds, Caller caller, TextWish wish, CancellationToken gone) =>
        {
            var undone = await answers.UndoAsync(wish.Question, wish.Text, caller.Name, gone);
            deeds.Record(caller, "undo", wish.Question);
            return undone;
        }).Needs(Scope.Label).WithSummary("Takes a person's last word on a text back.").ProducesProblem(404);
        group.MapPost("/forget", ForgetAsync).Needs(Scope.Admin).WithSummary("Deletes texts with all their answers for good. What calls cost stays in the ledger.");
    }

    private static async Task<CorrectionDocument[]> CorrectAsync(AnswerDesk answers, Deeds deeds, Caller caller, CorrectionWish wish, CancellationToken gone)
    {
        if (wish.Corrections.Count is < 1 or > Most)
        {
            throw new RefusedException("bad-input", 400, $"Send 1 to {Most} corrections at once.");
        }

        var corrected = await answers.CorrectAsync(wish.Question, [.. wish.Corrections.Select(one => (one.Text, one.Label))], caller.Name, gone);
        deeds.Record(caller, "correct", wish.Question, count: wish.Corrections.Count);
        return corrected;
    }

    private static async Task<ForgottenDocument> ForgetAsync(AnswerDesk answers, Deeds deeds, Caller caller, ForgetWish wish, CancellationToken gone)
    {
        if (wish.Texts.Count is < 1 or > Most)
        {
            throw new RefusedException("bad-input", 400, $"Send 1 to {Most} texts at once.");
        }

        var forgotten = await answers.ForgetAsync(wish.Texts, wish.Question, gone);
        deeds.Record(caller, "forget", wish.Question ?? "all questions", count: wish.Texts.Count);
        return new ForgottenDocument(forgotten.Answers, forgotten.Asks, forgotten.Failures);
    }
}

/// <summary>A person's word on texts.</summary>
public sealed record CorrectionWish(string Question, IReadOnlyList<LabelledTextWish> Corrections);

/// <summary>A text and the label that it ought to have.</summary>
public sealed record LabelledTextWish(string Text, string Label);

/// <summary>Texts to forget; only the answers to one question, if it is named.</summary>
public sealed record ForgetWish(IReadOnlyList<string> Texts, string? Question = null);

/// <summary>What was forgotten, table by table.</summary>
public sealed record ForgottenDocument(long Answers, long JournalEntries, long Failures);
