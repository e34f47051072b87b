using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LeadScout.Server.Api;

/// <summary>
/// Refuses JSON bodies in which something is null or missing that can't be: the serializer would leave null where no code expects one. And
/// those with a field that there is not, which it would pass over: see <see cref="UnknownField"/>. Answers are written as ever.
/// </summary>
internal static class WholeBodies
{
    /// <summary>Makes whatever is read with these options whole, or a <see cref="JsonException"/> that names the property.</summary>
    public static void Require(JsonSerializerOptions options) =>
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RequireOf);

    private static void RequireOf(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.Assembly != typeof(WholeBodies).Assembly)
        {
            return;
        }

        type.UnmappedMemberHandling = type.Properties.Any(property => property.IsExtensionData) ? null : JsonUnmappedMemberHandling.Disallow;
        var properties = type.Properties.Where(property => property.Get is not null && !property.PropertyType.IsValueType).ToArray();
        type.OnDeserialized += read =>
        {
            foreach (var property in properties)
            {
                Check(property, property.Get!(read));
            }
        };
    }

    private static void Check(JsonPropertyInfo property, object? value)
    {
        if (value is null)
        {
            if (!property.IsSetNullable)
            {
                throw new JsonException($"'{property.Name}' is missing or null.");
            }
        }
        else if (value is IEnumerable and not string && ((IEnumerable)value).Cast<object?>().Any(item => item is null))
        {
            throw new JsonException($"'{property.Name}' holds a null.");
        }
    }
}
