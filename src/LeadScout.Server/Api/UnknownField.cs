using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using LeadScout.Questions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace LeadScout.Server.Api;

/// <summary>
/// A field of a body that there is not. It is refused: a limit that is spelt wrong must not be taken for none.
/// </summary>
internal static partial class UnknownField
{
    /// <summary>Stable, for programs.</summary>
    public const string Code = "unknown-field";

    /// <summary>What to answer, where an exception is about such a field; null where it is about something else.</summary>
    public static RefusedException? Of(HttpContext http, Exception exception) =>
        exception is BadHttpRequestException { InnerException: JsonException fault } && Unmapped().Match(fault.Message) is { Success: true } match
            ? Refusal("The body has", match.Groups[1].Value, FieldsOf(http, match.Groups[2].Value))
            : null;

    /// <summary>The refusal.</summary>
    /// <param name="subject">What has no such field, as in "A job has".</param>
    /// <param name="name">As the client wrote it.</param>
    /// <param name="fields">Those that there are.</param>
    public static RefusedException Refusal(string subject, string name, string[] fields) => new(
        Code,
        StatusCodes.Status422UnprocessableEntity,
        $"{subject} no field '{name}'.{NearestNames.Hint(name, fields)}{(fields.Length == 0 ? "" : $" Allowed: {string.Join(", ", fields)}.")}");

    /// <summary>The fields of a body's type, as JSON has them.</summary>
    public static string[] FieldsOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead)
            .Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    // The type that is named is the body's own, or one of its parts.
    private static string[] FieldsOf(HttpContext http, string type) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } body && body.FullName == type
            ? FieldsOf(body)
            : typeof(UnknownField).Assembly.GetType(type) is { } part ? FieldsOf(part) : [];

    // The serializer says it in words alone; a test holds them.
    [GeneratedRegex("^The JSON property '(.*?)' could not be mapped to any .NET member contained in type '(.*?)'")]
    private static partial Regex Unmapped();
}
