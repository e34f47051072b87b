using LeadScout.Application.Certificates;
using LeadScout.Application.Reports;
using LeadScout.Server.Access;
using LeadScout.Server.Questions;
using LeadScout.Server.Workspaces;
using LeadScout.Teaching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/questions</c>.</summary>
internal static class QuestionsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet(
            "/",
            (QuestionStore questions, int? skip, int? take, HttpRequest request) => QuestionListDocument.Of(questions, skip, take, request))
            .Needs(Scope.Read).WithSummary("The questions that can be asked here; and files among them that are none.");
        group.MapGet("/{name}", (QuestionStore questions, string name) => KnownQuestionDocument.Of(questions.Find(name)))
            .Needs(Scope.Read)
            .WithSummary("One question, with its YAML.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        group.MapGet(
            "/{name}/history",
            async (QuestionStore questions, ServerWorkspace workspace, string name, CancellationToken gone) =>
            {
                var question = questions.Find(name).Question;
                return HistoryDocument.Of(await workspace.ReadAsync(store => QuestionHistory.ReadAsync(question, store, gone)));
            })
            .Needs(Scope.Read)
            .WithSummary("How the audits of each job agreed with what was learned before, and whether they begin to find more errors.")
            .ProducesProblem(404);
        group.MapPost("/", (QuestionStore questions, ActivityLog activity, Caller caller, HttpContext http, QuestionRequest request) =>
        {
            var saved = KnownQuestionDocument.Of(questions.Save(request.Yaml));
            activity.Record(caller, "question", saved.Name);
            return TypedResults.Created($"{http.Request.PathBase}{ApiRoot.Path}/questions/{saved.Name}", saved);
        }).Needs(Scope.Label).WithSummary("Keeps a question of your own, in place of an earlier one of its name.");
        group.MapPost("/check", (QuestionRequest request) => KnownQuestionDocument.Of(QuestionStore.Check(request.Yaml)))
            .Needs(Scope.Read)
            .WithSummary("Whether YAML makes a question. Keeps nothing.");
        group.MapDelete("/{name}", (QuestionStore questions, ActivityLog activity, Caller caller, string name) =>
        {
            questions.Delete(name);
            activity.Record(caller, "question-deleted", name);
            return TypedResults.NoContent();
        }).Needs(Scope.Label).WithSummary("Deletes a question of your own. Its answers stay.").ProducesProblem(404).ProducesProblem(409);
    }
}

/// <summary>A question as YAML.</summary>
internal sealed record QuestionRequest(string Yaml);

/// <summary>A question.</summary>
internal sealed record KnownQuestionDocument(
    string Name, string Version, string Ask, string Text, IReadOnlyList<LabelDocument> Labels, bool BuiltIn, string Yaml)
{
    internal static KnownQuestionDocument Of(KnownQuestion known) => new(
        known.Question.Name,
        known.Question.Version.ToString(),
        known.Question.Instructions,
        known.Question.Text.Source,
        [.. known.Question.Labels.Select(label => new LabelDocument(label.Name, label.Means))],
        known.IsBuiltIn,
        known.Yaml);
}

/// <summary>A label, and what it means.</summary>
internal sealed record LabelDocument(string Name, string? Means);
