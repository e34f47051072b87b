using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>What an agent said to a tool, checked against its parameters.</summary>
internal sealed class ToolArguments
{
    private const decimal MostDollars = 1_000_000;

    private readonly ImmutableSortedDictionary<string, JsonElement> _said;

    private ToolArguments(ImmutableSortedDictionary<string, JsonElement> said) => _said = said;

    /// <exception cref="BadInputException">Something is missing, unknown, or not what the parameter may hold.</exception>
    public static ToolArguments Of(AgentTool tool, IEnumerable<KeyValuePair<string, JsonElement>> said)
    {
        var given = said.Where(one => one.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (given.Keys.FirstOrDefault(name => tool.Parameters.All(one => one.Name != name)) is { } unknown)
        {
            var names = tool.Parameters.Select(one => one.Name).ToArray();
            throw new BadInputException(
                $"{tool.Name} has no parameter '{unknown}'.{NearestNames.Hint(unknown, names)} It has: {string.Join(", ", names)}.");
        }

        foreach (var parameter in tool.Parameters)
        {
            var isGiven = given.TryGetValue(parameter.Name, out var value);
            if (!isGiven && parameter.IsRequired)
            {
                throw new BadInputException($"{tool.Name} needs '{parameter.Name}': {parameter.Description}.");
            }

            if (isGiven && Flaw(parameter.Kind, value) is { } allowed)
            {
                throw new BadInputException($"'{parameter.Name}' can't be that. Allowed: {allowed}.");
            }
        }

        return new ToolArguments(given);
    }

    /// <summary>A text; null where none was given.</summary>
    public string? Text(string name) => _said.TryGetValue(name, out var value) ? value.GetString() : null;

    /// <summary>A text that the tool can't do without.</summary>
    public string Required(string name) => Text(name)!;

    /// <summary>Texts.</summary>
    public ImmutableArray<string> Texts(string name) => [.. _said[name].EnumerateArray().Select(one => one.GetString()!)];

    /// <summary>A number as it was written; null where none was given.</summary>
    public string? Number(string name) =>
        _said.TryGetValue(name, out var value) ? value.GetDecimal().ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>A whole number; null where none was given.</summary>
    public int? Count(string name) => _said.TryGetValue(name, out var value) ? value.GetInt32() : null;

    /// <summary>An amount; null where none was given.</summary>
    public Money? Dollars(string name) => _said.TryGetValue(name, out var value) ? Money.OfDollars(value.GetDecimal()) : null;

    /// <summary>Whether a wish was said.</summary>
    public bool Is(string name) => _said.TryGetValue(name, out var value) && value.GetBoolean();

    /// <summary>All that was said but how it is paid for: the same text for the same wish.</summary>
    public string Wish() => string.Join(
        '\n',
        _said.Where(one => one.Key is not ("confirm" or "max_cost_usd")).Select(one => $"{one.Key}={JsonSerializer.Serialize(one.Value)}"));

    private static string? Flaw(AgentValue kind, JsonElement value) => kind switch
    {
        AgentValue.Text => IsText(value) && value.GetString()!.Length > 0 ? null : $"a text of 1 to {AgentParameter.MostCharacters} characters, without U+0000",
        AgentValue.Texts => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= AgentParameter.MostTexts
            && value.EnumerateArray().All(IsText)
            ? null
            : $"1 to {AgentParameter.MostTexts} texts of at most {AgentParameter.MostCharacters} characters; for more, label a list",
        AgentValue.Share => IsNumber(value, out var share) && share is > 0 and < 1 ? null : "a number above 0 and below 1, as in 0.02",
        AgentValue.Count => IsNumber(value, out var count) && count == decimal.Truncate(count) && count is >= 1 and <= int.MaxValue
            && value.TryGetInt32(out _)
            ? null
            : "a whole number from 1",
        AgentValue.Dollars => IsNumber(value, out var dollars) && dollars is > 0 and <= MostDollars ? null : "US dollars above 0, as in 0.5",
        _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true, false",
    };

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: <= AgentParameter.MostCharacters } text && !text.Contains('\0', StringComparison.Ordinal);

    private static bool IsNumber(JsonElement value, out decimal number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out number);
    }
}
