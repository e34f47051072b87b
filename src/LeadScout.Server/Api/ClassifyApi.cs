using LeadScout.Application.Reports;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Classifying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/classify</c> and <c>/api/v1/explain</c>.</summary>
internal static class ClassifyApi
{
    /// <summary>The most texts of one request.</summary>
    public const int MostTexts = 1000;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/classify", OneAsync)
            .Needs(Scope.Label)
            .WithSummary("Labels one text and says why. The teacher is asked only about what is not known yet.")
            .Produces<ClassificationDocument>().ProducesProblem(402).ProducesProblem(404).ProducesProblem(422);
        group.MapPost("/classify/many", ManyAsync).Needs(Scope.Label).WithSummary($"Labels up to {MostTexts} texts, in order.")
            .Produces<ClassificationDocument[]>().ProducesProblem(402).ProducesProblem(404).ProducesProblem(422);
        group.MapPost(
            "/explain",
            async (TextRequest request, Classifier classifier, CancellationToken gone) => await classifier.ExplainAsync(request.Question, request.Teacher, Checked(request.Text), gone))
            .Needs(Scope.Read).WithSummary("What is known about a text, or what the student would say. Asks nobody.").ProducesProblem(404);
    }

    private static Task<IResult> OneAsync(TextRequest request, Classifier classifier, IdempotentResponses responses, Caller caller, HttpContext http) => responses.OnceAsync(
        caller, http, request,
        async () => (StatusCodes.Status200OK, await classifier.ClassifyAsync(request.Question, request.Teacher, Checked(request.Text), caller, http.RequestAborted)));

    private static Task<IResult> ManyAsync(TextsRequest request, Classifier classifier, IdempotentResponses responses, Caller caller, HttpContext http) => responses.OnceAsync(
        caller,
        http,
        request,
        async () => request.Texts.Count is >= 1 and <= MostTexts
            ? (
                StatusCodes.Status200OK,
                await classifier.ClassifyAsync(request.Question, request.Teacher, [.. request.Texts.Select(Checked)], caller, http.RequestAborted))
            : throw new RefusedException("bad-input", 400, $"Send 1 to {MostTexts} texts at once; there are {request.Texts.Count}. For more, start a job."));

    private static string Checked(string text) =>
        text.Length <= 100_000
            ? text
            : throw new RefusedException("bad-input", 400, $"A text has {text.Length:N0} characters; 100,000 are allowed.");
}

/// <summary>A text and what is asked about it.</summary>
internal sealed record TextRequest(string Question, string Text, string? Teacher = null);

/// <summary>Texts and what is asked about them.</summary>
internal sealed record TextsRequest(string Question, IReadOnlyList<string> Texts, string? Teacher = null);
