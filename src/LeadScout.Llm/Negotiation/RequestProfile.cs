using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Texts;

namespace LeadScout.Llm.Negotiation;

/// <summary>
/// How requests to one teacher differ from what is sent to a server that takes everything. Immutable; what works is kept in the database as
/// JSON.
/// </summary>
internal sealed record RequestProfile
{
    /// <summary>Nothing is changed.</summary>
    public static RequestProfile Plain { get; } = new();

    /// <summary>What the server is told of the reply's form: schema, any object, or nothing.</summary>
    public ReplyFormat Format { get; init; } = ReplyFormat.Schema;

    /// <summary>Whether a schema is marked as strict, where the wire format knows the mark.</summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>Whether a schema stands without references: each item lists the labels itself.</summary>
    public bool IsInlined { get; init; }

    /// <summary>Whether a schema leaves out that nothing else may stand in the reply.</summary>
    public bool IsOpen { get; init; }

    /// <summary>
    /// Whether the output limit goes by its other name: <c>max_tokens</c> for <c>max_completion_tokens</c>, or the other way round.
    /// </summary>
    public bool RenamesLimit { get; init; }

    /// <summary>The largest output limit that the server takes; null for any.</summary>
    public int? MostOutput { get; init; }

    /// <summary>Whether the instructions stand before the items in one user message, for a model that knows no system message.</summary>
    public bool FoldsSystem { get; init; }

    /// <summary>Whether the instructions end with the word "json", which some servers look for.</summary>
    public bool SaysJson { get; init; }

    /// <summary>Parameters that are left out, by their path.</summary>
    public ImmutableSortedSet<string> Dropped { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Parameters that are added, by name, with their value in JSON.</summary>
    public ImmutableSortedDictionary<string, string> Added { get; init; } = ImmutableSortedDictionary.Create<string, string>(
        StringComparer.Ordinal);

    /// <summary>As it is kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RequestProfileJson.Default.RequestProfile);

    /// <summary>As it was kept; null for what can't be read, as from a later version.</summary>
    public static RequestProfile? OfJson(string kept)
    {
        try
        {
            if (JsonNode.Parse(kept) is not JsonObject values)
            {
                return null;
            }

            // What the version that kept it did not know is as in a plain one; the generated reader would give false or null.
            var whole = JsonSerializer.SerializeToNode(Plain, RequestProfileJson.Default.RequestProfile)!.AsObject();
            foreach (var (name, value) in values)
            {
                whole[name] = value?.DeepClone();
            }

            var profile = whole.Deserialize(RequestProfileJson.Default.RequestProfile)!;
            return profile with
            {
                Dropped = profile.Dropped.WithComparer(StringComparer.Ordinal),
                Added = profile.Added.WithComparers(StringComparer.Ordinal),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(RequestProfile? other) => ReferenceEquals(this, other) || (other is not null && ToJson() == other.ToJson());

    /// <inheritdoc/>
    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    /// <summary>What is changed, in words for a person; none for <see cref="Plain"/>.</summary>
    public IEnumerable<string> InWords()
    {
        (bool Is, string Words)[] said =
        [
            (Format == ReplyFormat.JsonObject, "any JSON object instead of a schema"),
            (Format == ReplyFormat.None, "the reply's form described in the prompt only"),
            (Format == ReplyFormat.Schema && !IsStrict, "a schema that is not marked as strict"),
            (Format == ReplyFormat.Schema && IsInlined, "a schema without references"),
            (Format == ReplyFormat.Schema && IsOpen, "a schema without additionalProperties"),
            (RenamesLimit, "the output limit by its other name"),
            (MostOutput is not null, $"at most {MostOutput} output tokens"),
            (FoldsSystem, "the instructions in the user message"),
            (SaysJson, "the word json in the instructions"),
        ];
        return said.Where(one => one.Is)
            .Select(one => one.Words)
            .Concat(Dropped.Select(path => $"without {path}"))
            .Concat(Added.Select(one => $"with {one.Key} {one.Value}"));
    }
}
