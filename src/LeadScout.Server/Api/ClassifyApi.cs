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
            .WithSummary("Labels one text and says why. The LLM is asked only about what is not known yet.")
            .Produces<ClassificationDocument>().ProducesProblem(402).ProducesProblem(404).ProducesProblem(422);
        group.MapPost("/classify/many", ManyAsync).Needs(Scope.Label).WithSummary($"Labels up to {MostTexts} texts, in order.")
            .Produces<ClassificationDocument[]>().ProducesProblem(402).ProducesProblem(404).ProducesProblem(422);
        group.MapPost(
            "/explain",
            async (TextRequest request, Classifier classifier, CancellationToken gone) => await classifier.ExplainAsync(request.Question, request.Teacher, Checked(request.Text), gone))
            .Needs(Scope.Read).WithSummary("What is known about a text, or what the student would say. Asks nobody.").ProducesProblem(404);
    }

    private static Task<IResult> OneAsync(ClassifyRequest request, Classifier classifier, IdempotentResponses responses, Caller caller, HttpContext http) => responses.OnceAsync(
        caller, http, request,
        async () => (StatusCodes.Status200OK, await classifier.ClassifyAsync(request.Question, request.Teacher, request.Embeddings, Checked(request.Text), caller, http.RequestAborted)));

    private static Task<IResult> ManyAsync(TextsRequest request, Classifier classifier, IdempotentResponses responses, Caller caller, HttpContext http) => responses.OnceAsync(
        caller,
        http,
        request,
        async () => request.Texts.Count is >= 1 and <= MostTexts
            ? (
                StatusCodes.Status200OK,
                await classifier.ClassifyAsync(
                    request.Question, request.Teacher, request.Embeddings, [.. request.Texts.Select(Checked)], caller, http.RequestAborted))
            : throw new RefusedException("bad-input", 400, $"Send 1 to {MostTexts} texts at once; there are {request.Texts.Count}. For more, start a job."));

    private static string Checked(string text) =>
        text.Length <= 100_000
            ? text
            : throw new RefusedException("bad-input", 400, $"A text has {text.Length:N0} characters; 100,000 are allowed.");
}

/// <summary>A text and what is asked about it.</summary>
internal sealed record TextRequest(string Question, string Text, string? Teacher = null);

/// <summary>A text, what is asked about it, of whom, and what shows the student what it means.</summary>
internal sealed record ClassifyRequest(string Question, string Text, string? Teacher = null, string? Embeddings = null);

/// <summary>Texts, what is asked about them, of whom, and what shows the student what they mean.</summary>
internal sealed record TextsRequest(string Question, IReadOnlyList<string> Texts, string? Teacher = null, string? Embeddings = null);
