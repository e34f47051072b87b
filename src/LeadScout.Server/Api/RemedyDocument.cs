using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Messages;
using LeadScout.Server.Wording;

namespace LeadScout.Server.Api;

/// <summary>What a client can do about a problem, for programs.</summary>
/// <param name="Field">The field of the request to set or to leave out; missing where something is to be done.</param>
/// <param name="Action">What is to be done, as in <c>resume-job</c>; missing where a field is to be set.</param>
/// <param name="Value">To what the field would be set, or the job's id; missing where the client has to choose.</param>
internal sealed record RemedyDocument(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Action,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value)
{
    /// <summary>The remedy; null for one that is not a client's.</summary>
    public static RemedyDocument? Of(Remedy remedy) => remedy switch
    {
        { Setting: { } setting } => FieldWords.FieldOf(setting) is { } field ? new RemedyDocument(field, null, remedy.Value) : null,
        { Action: { } action } when FieldWords.IsOffered(action) =>
            new RemedyDocument(null, JsonNamingPolicy.KebabCaseLower.ConvertName(action.ToString()), remedy.Value),
        _ => null,
    };
}
