using LeadScout.ActiveLearning;
using LeadScout.Application.Patterns;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Patterns;
using LeadScout.Server.Questions;
using LeadScout.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/patterns</c>.</summary>
internal static class PatternsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/", ListAsync).Needs(Scope.Read).WithSummary("What was learned: patterns with their evidence.").ProducesProblem(404);
        group.MapGet(
            "/of",
            async (PatternService patterns, string question, string pattern, string? teacher, CancellationToken gone) => await patterns.ShowAsync(question, teacher, pattern, gone))
            .Needs(Scope.Read)
                .WithSummary("One pattern: where it came from, where it was decisive, what audits and people said of it.")
                .ProducesProblem(404);
        group.MapPost(
            "/price",
            async (PatternService patterns, PatternRequest request, CancellationToken gone) => await patterns.PriceAsync(request.Question, request.Pattern, gone))
            .Needs(Scope.Read)
                .WithSummary("What leans on a pattern, and what asking instead would cost. Changes nothing.")
                .ProducesProblem(404);
        group.MapPost("/retire", async (PatternService patterns, ActivityLog activity, Caller caller, PatternRequest request, CancellationToken gone) =>
        {
            var repair = await patterns.RetireAsync(request.Question, request.Pattern, caller.Name, gone);
            activity.Record(caller, "retire", $"{request.Question}: {repair.Pattern}");
            return repair;
        }).Needs(Scope.Label).WithSummary("Takes a pattern out of the student and reopens what leans on it: resume those jobs to ask again.").ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/restore", async (PatternService patterns, ActivityLog activity, Caller caller, PatternRequest request, CancellationToken gone) =>
        {
            var repair = await patterns.RestoreAsync(request.Question, request.Pattern, caller.Name, gone);
            activity.Record(caller, "restore", $"{request.Question}: {repair.Pattern}");
            return repair;
        }).Needs(Scope.Label).WithSummary("Puts a retired pattern back.").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Page<PatternLineDocument>> ListAsync(
        PatternService patterns, QuestionStore questions, string question, string? teacher, string? kind, string? label, int? minAnswers,
        string? sort, int? skip, int? take, HttpRequest request)
    {
        var (from, count) = Page.Bounds(skip, take);
        var asked = questions.Find(question).Question;
        int? only = label is null
            ? null
            : asked.IndexOf(label) is >= 0 and var index
            ? index
            : throw new RefusedException("bad-input", 400, $"The question {question} has no label '{label}'.");
        var query = new PatternQuery(
            Word<FeatureKind>(kind, "kind", value => value.Word()),
            only,
            Math.Max(1, minAnswers ?? 2),
            Word<PatternSort>(sort, "sort", value => value.ToString().ToLowerInvariant()) ?? PatternSort.Strength);
        var found = await patterns.ListAsync(question, teacher, query, from, count, request.HttpContext.RequestAborted);
        return new Page<PatternLineDocument>(
            found.Patterns, from, found.Matching, from + count < found.Matching ? Page.Next(request, from + count, count) : null);
    }

    /// <summary>A parameter that has a closed list of words.</summary>
    /// <exception cref="RefusedException">It is none of them.</exception>
    public static T? Word<T>(string? text, string name, Func<T, string> wordOf)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>();
        return text is null ? null : words.Any(value => wordOf(value) == text) ? words.First(value => wordOf(value) == text)
            : throw new RefusedException("bad-input", 400, $"{name} can't be '{text}'. Allowed: {string.Join(", ", words.Select(wordOf))}.");
    }
}

/// <summary>A pattern of a question.</summary>
internal sealed record PatternRequest(string Question, string Pattern);
