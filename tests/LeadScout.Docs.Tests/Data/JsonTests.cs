using System.Text.Json;
using LeadScout.Application.Reports;
using LeadScout.Docs.Tests.Pages;
using Xunit;

namespace LeadScout.Docs.Tests.Data;

/// <summary>JSON of the documents is JSON, and its names are those of the documents that LeadScout writes.</summary>
public sealed class JsonTests
{
    private static readonly HashSet<string> Names =
    [
        .. typeof(ReportDocument).Assembly.GetTypes().Where(type => type.Namespace == typeof(ReportDocument).Namespace)
            .SelectMany(type => type.GetProperties()).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
    ];

    public static TheoryData<string, int, string> Blocks
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (var block in Document.All.SelectMany(document => document.Blocks).Where(block => Runners.Of(block) == Runner.Json))
            {
                data.Add(block.Document, block.Line, block.Text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_is_json_with_names_that_there_are(string document, int line, string text)
    {
        // A part of a document is shown without the braces around it.
        using var parsed = JsonDocument.Parse(text.TrimStart().StartsWith('"') ? $"{{{text}}}" : text);
        var unknown = NamesIn(parsed.RootElement).Where(name => !Names.Contains(name)).ToArray();
        Assert.True(unknown.Length == 0, $"{document}:{line} shows {string.Join(", ", unknown)}");
    }

    private static IEnumerable<string> NamesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => NamesIn(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesIn),
        _ => [],
    };
}
