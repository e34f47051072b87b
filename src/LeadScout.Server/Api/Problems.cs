using LeadScout.Questions;
using LeadScout.Server.Wording;
using LeadScout.Stores;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Api;

/// <summary>What went wrong, as RFC 9457 has it, with a stable code for programs.</summary>
internal sealed partial class Problems(ILogger<Problems> log, MachinePaths paths) : IExceptionHandler
{
    private const string OfStore = "store-"; // unreachable, damaged, made by a newer version: never the client's fault
    private const string StoreFull = "store-full";

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var problem = UnknownField.Of(httpContext, exception) is { } unknown ? Of(unknown) : Of(exception);
        if (problem.Status >= StatusCodes.Status500InternalServerError && exception is not RefusedException)
        {
            Failed(log, httpContext.Request.Method, httpContext.Request.Path, exception);
        }
        else
        {
            Refused(log, httpContext.Request.Method, httpContext.Request.Path, problem.Extensions["code"] as string ?? "");
        }

        await WriteAsync(httpContext, problem);
        return true;
    }

    /// <summary>Answers with a problem.</summary>
    public static Task WriteAsync(HttpContext http, string code, int status, string detail) =>
        WriteAsync(http, Details(code, status, detail));

    /// <summary>Gives an answer without a body one that says what it is.</summary>
    public static Task ForStatusAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (!http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            // A person is shown the dashboard's page for it, with the way back.
            if (http.Response.StatusCode == StatusCodes.Status404NotFound && HttpMethods.IsGet(http.Request.Method)
                && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            {
                http.Response.Redirect(http.Request.PathBase + "/no-such-page");
            }

            return Task.CompletedTask;
        }

        var (code, detail) = http.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized =>
                ("key-missing", "Your sign-in has ended, or was none. Sign in again, or send a key: Authorization: Bearer KEY."),
            StatusCodes.Status403Forbidden => ("scope-missing", "You may not do this. Ask whoever runs the server for a wider scope."),
            StatusCodes.Status404NotFound => ("not-found", "There is nothing at this address. What there is: /openapi/v1.json."),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "This address takes another method. See /openapi/v1.json."),
            StatusCodes.Status413PayloadTooLarge =>
                ("request-too-large", "The request is larger than this address takes. Send less at once."),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", "Send JSON: Content-Type: application/json."),
            _ => ("bad-request", "The request can't be read."),
        };
        Refused(http.RequestServices.GetRequiredService<ILogger<Problems>>(), http.Request.Method, http.Request.Path, code);
        return WriteAsync(http, code, http.Response.StatusCode, detail);
    }

    private static Task WriteAsync(HttpContext http, ProblemDetails problem)
    {
        http.Response.StatusCode = problem.Status!.Value;
        return http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", http.RequestAborted);
    }

    private static ProblemDetails Details(string code, int status, string detail) => new()
    {
        Type = $"urn:leadscout:problem:{code}",
        Title = code.Replace('-', ' '),
        Status = status,
        Detail = detail,
        Extensions = { ["code"] = code },
    };

    private ProblemDetails Of(Exception exception) => exception switch
    {
        RefusedException refused => Details(refused.Code, refused.Status, refused.Message),
        KeyLimitException limit => Details(KeyLimitException.LimitCode, StatusCodes.Status402PaymentRequired, limit.Message),
        BadInputException bad when bad.Code.StartsWith(OfStore, StringComparison.Ordinal) =>
            StorageProblem(paths.Without(bad).In(FieldWords.Of), bad.InnerException, bad.Code == StoreFull),
        BadInputException bad => Of(bad),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Details(
            "request-too-large",
            StatusCodes.Status413PayloadTooLarge,
            "The request is larger than this address takes. Send less at once."),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            Details("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "Send JSON: Content-Type: application/json."),
        BadHttpRequestException { InnerException: { } inner } bad =>
            Details("bad-request", bad.StatusCode, $"The request can't be read: {inner.Message}"),
        BadHttpRequestException bad => Details("bad-request", bad.StatusCode, $"The request can't be read: {bad.Message}"),
        InvalidDataException { Message: var message } when message.Contains("limit", StringComparison.OrdinalIgnoreCase) =>
            Details("request-too-large", StatusCodes.Status413PayloadTooLarge, "The form is larger than this address takes."),
        (IOException and not HttpIOException) or UnauthorizedAccessException => StorageProblem("The server's data folder can't be read or written.", exception),
        ArgumentOutOfRangeException range => Details(BadInputException.UsualCode, StatusCodes.Status400BadRequest, range.Message),
        _ => Details(
            "internal-error",
            StatusCodes.Status500InternalServerError,
            "The server failed in a way it should not; its log has more. What was paid for is kept."),
    };

    /// <summary>No fault of the client's: it may come again once whoever runs the server has made space, or mended the disk.</summary>
    private static ProblemDetails StorageProblem(string detail, Exception? cause, bool isFull = false) => isFull || FullDisk.IsBehind(cause)
        ? Details("storage-full", StatusCodes.Status507InsufficientStorage, $"{detail} Whoever runs the server has to free space; then send the request again.")
        : Details("storage-unavailable", StatusCodes.Status503ServiceUnavailable, detail);

    /// <summary>What a client gave can't be used: why, for programs too, and the fields and calls that settle it.</summary>
    private ProblemDetails Of(BadInputException bad)
    {
        var wording = paths.Without(bad);
        var problem = Details(BadInputException.UsualCode, StatusCodes.Status400BadRequest, wording.In(FieldWords.Of));
        if (bad.Code != BadInputException.UsualCode)
        {
            problem.Extensions["reason"] = bad.Code;
        }

        if (wording.Remedies.Select(RemedyDocument.Of).OfType<RemedyDocument>().Distinct().ToArray() is { Length: > 0 } remedies)
        {
            problem.Extensions["remedies"] = remedies;
        }

        return problem;
    }

    [LoggerMessage(10, LogLevel.Error, "{Method} {Path} failed.")]
    private static partial void Failed(ILogger log, string method, PathString path, Exception exception);

    [LoggerMessage(11, LogLevel.Warning, "{Method} {Path} was refused: {Code}.")]
    private static partial void Refused(ILogger log, string method, PathString path, string code);
}
