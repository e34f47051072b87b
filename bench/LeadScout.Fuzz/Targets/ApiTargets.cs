using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Fuzz.Engine;
using LeadScout.Questions;
using LeadScout.Server;
using LeadScout.Server.Api;

namespace LeadScout.Fuzz.Targets;

/// <summary>Bodies of requests.</summary>
internal static class ApiTargets
{
    private static readonly JsonSerializerOptions Options = OfServer();

    public static readonly FuzzTarget Job = new("api-job", "refused as a bad request, or an order; written as a client would, the same order", ReadJob)
    {
        Words =
        [
            "{", "}", "[", "]", ",", ":", "null", "\"list\":\"l\"", "\"question\":\"q\"", "\"questions\":[\"a\",\"b\"]", "\"columns\":{\"a\":\"b\"}", "\"delimiter\":\"semicolon\"", "\"quote\":\"none\"", "\"encoding\":\"utf-16\"", "\"headerRow\":2",
            "\"maxCostUsd\":", "\"maxError\":0.02", "\"confidence\":0.95", "\"labelBudgets\":[{\"label\":\"A\",\"maxError\":0.1}]", "\"rowsPerCall\":", "\"seed\":18446744073709551615", "\"limit\":", "\"onUndecided\":\"guess\"", "\"keep\":\"c\"", "\"reopen\":[\"A\"]",
            "\"outColumns\":{\"q\":\"c\"}", "\"labelColumns\":[\"c\"]", "\"labelMap\":{\"a\":\"A\"}", "\"unknownLabels\":\"skip\"", "\"timeout\":\"120s\"", "\"patience\":\"10m\"", "\"temperature\":", "\"tier\":\"flex\"", "\"structuredOutput\":\"schema\"", "1e400", "-1", "1e-30",
            "79228162514264337593543950335", "\"\\ud83d\"", "true", "\"LIST\":\"x\"", "\"hints\":[\"h\"]", "\"canaries\":3",
        ],
    };

    public static readonly FuzzTarget Bodies = new("api-bodies", "refused as a bad request, or read with nothing missing", ReadBodies)
    {
        Words = ["{", "}", "[", "]", ",", ":", "null", "\"question\":\"q\"", "\"text\":\"t\"", "\"texts\":[\"t\"]", "\"corrections\":[{\"text\":\"t\",\"label\":\"A\"}]", "\"yaml\":\"", "\"teacher\":", "\"maxAudits\":", "\"days\":", "1e400", "\"\\ud83d\"", "[[[["],
    };

    private static JsonSerializerOptions OfServer()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            AllowDuplicateProperties = false,
            Encoder = JavaScriptEncoder.Default,
        };
        WholeBodies.Require(options);
        return options;
    }

    private static void ReadJob(byte[] bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize<JobSubmission>(bytes, Options) is not { } submission)
            {
                return;
            }

            var order = submission.Order();
            var again = JsonSerializer.Serialize(OrderedSubmission.Of(order), Options);
            var once = JsonSerializer.Serialize(OrderedSubmission.Of(JsonSerializer.Deserialize<JobSubmission>(again, Options)!.Order()), Options);
            Promise.Same(again, once, "An order, written as a client would and read again");
        }
        catch (Exception e) when (e is JsonException or BadInputException or RefusedException)
        {
            // refused, with a reason
        }
    }

    private static void ReadBodies(byte[] bytes)
    {
        Read<TextRequest>(bytes, body => body.Question is not null && body.Text is not null);
        Read<ClassifyRequest>(bytes, body => body.Question is not null && body.Text is not null);
        Read<TextsRequest>(bytes, body => body.Question is not null && body.Texts.All(text => text is not null));
        Read<QuestionRequest>(bytes, body => body.Yaml is not null);
        Read<CorrectionRequest>(bytes, body => body.Question is not null && body.Corrections.All(one => one is { Text: not null, Label: not null }));
        Read<ForgetRequest>(bytes, body => body.Texts.All(text => text is not null));
        Read<PatternRequest>(bytes, body => body.Question is not null && body.Pattern is not null);
        Read<RecheckSubmission>(bytes, body => body.Order() is not null);
    }

    private static void Read<T>(byte[] bytes, Func<T, bool> isWhole)
        where T : class
    {
        try
        {
            Promise.Holds(JsonSerializer.Deserialize<T>(bytes, Options) is not { } body || isWhole(body), $"A {typeof(T).Name} was read with something missing.");
        }
        catch (Exception e) when (e is JsonException or BadInputException or RefusedException)
        {
            // refused, with a reason
        }
    }
}
