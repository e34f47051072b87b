using LeadScout.Messages;
using LeadScout.Server.Access;
using LeadScout.Server.Answers;
using LeadScout.Server.Notifying;
using LeadScout.Server.Teachers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeadScout.Server.Api;

/// <summary><c>/api/v1/settings</c>.</summary>
internal static class SettingsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/", async (TeacherService teachers, EmbeddingService embeddings, AnswerService answers, WebhookAddresses webhooks, Caller caller, CancellationToken gone) =>
            new SettingsDocument(teachers.Default, teachers.Providers, await answers.RetentionAsync(gone)) { Teachers = teachers.Known, Embeddings = embeddings.Names, Webhooks = caller.Scope >= Scope.Label ? webhooks.Allowed : [] }).Needs(Scope.Read).WithSummary("Who may be asked, and for how long answers are kept. Never a key.");
        group.MapPut("/retention", async (AnswerService answers, ActivityLog activity, Caller caller, RetentionRequest request, CancellationToken gone) =>
        {
            if (request.Days is { } asked && !SettingRanges.Days.Contains(asked))
            {
                throw new RefusedException("bad-input", 400, $"days must be from {SettingRanges.Days}, or null to keep answers for ever.");
            }

            var (forgotten, notApplied) = await answers.SetRetentionAsync(request.Days, gone);
            activity.Record(
                caller, "retention", request.Days is { } days ? $"{days} days" : "for ever", count: (int)Math.Min(forgotten, int.MaxValue));
            return new RetentionDocument(request.Days, forgotten, notApplied);
        }).Needs(Scope.Admin).WithSummary("Keeps answers for so many days from now on, null for ever, and forgets older ones.");
        group.MapGet("/audit-log", (ActivityLog activity, int? skip, int? take, HttpRequest request) => activity.Read(skip, take, request))
            .Needs(Scope.Admin)
            .WithSummary("Who spent, corrected, retired, forgot; newest first.");
        group.MapGet("/keys", (KeyRing keys) => keys.All().Select(KeyDocument.Of).ToArray())
            .Needs(Scope.Admin)
            .WithSummary("The API keys, without their secrets.");
        group.MapPost("/keys", (KeyRing keys, ActivityLog activity, Caller caller, KeyRequest request) =>
        {
            var (key, secret) = keys.Add(
                request.Name, request.ScopeOf(), JobSubmission.MoneyOf(request.SpendingLimitUsd), request.PerMinute, request.Days);
            activity.Record(caller, "key-added", key.Id);
            return TypedResults.Ok(new NewKeyDocument(KeyDocument.Of(key), secret));
        }).Needs(Scope.Admin).WithSummary("Makes an API key. Its secret is shown this once.");
        group.MapPost("/keys/{id}/rotate", (KeyRing keys, ActivityLog activity, Caller caller, string id, int? hours) =>
        {
            var (key, secret) = keys.Rotate(id, TimeSpan.FromHours(Math.Clamp(hours ?? 24, 0, 720)));
            activity.Record(caller, "key-rotated", id);
            return TypedResults.Ok(new NewKeyDocument(KeyDocument.Of(key), secret));
        }).Needs(Scope.Admin).WithSummary("Makes a new key in place of an old one, which stays good for some hours.").ProducesProblem(404);
        group.MapDelete("/keys/{id}", (KeyRing keys, ActivityLog activity, Caller caller, string id) =>
        {
            keys.Revoke(id);
            activity.Record(caller, "key-revoked", id);
            return TypedResults.NoContent();
        }).Needs(Scope.Admin).WithSummary("Revokes a key at once.").ProducesProblem(404);
    }
}

/// <summary>What the server is set to.</summary>
internal sealed record SettingsDocument(string? Teacher, IReadOnlyList<ProviderState> Providers, int? RetentionDays)
{
    /// <summary>The LLMs that the server's file of LLMs names; jobs may name them.</summary>
    public IReadOnlyList<KnownTeacher> Teachers { get; init; } = [];

    /// <summary>What may embed a job's texts.</summary>
    public IReadOnlyList<string> Embeddings { get; init; } = [];

    /// <summary>The webhooks that a job may have told when it ends, for who may start one: an address may be as good as a key.</summary>
    public IReadOnlyList<Uri> Webhooks { get; init; } = [];
}

/// <summary>For how many days answers shall be kept; null for ever.</summary>
internal sealed record RetentionRequest(int? Days);

/// <summary>
/// For how many days answers are kept; how many older ones were forgotten just now, and why none where the server's clock may be wrong.
/// </summary>
internal sealed record RetentionDocument(int? Days, long ForgottenAnswers, string? NotApplied);
