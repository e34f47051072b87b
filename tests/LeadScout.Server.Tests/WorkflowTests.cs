using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>The workflow for n8n asks only for what the API has.</summary>
public sealed partial class WorkflowTests
{
    private const string Server = "http://127.0.0.1:5080";

    private static readonly JsonElement Workflow = JsonDocument.Parse(File.ReadAllText(Samples.Find("samples/integrations/n8n-label-list.json"))).RootElement;

    [Fact]
    public async Task Every_request_of_the_workflow_is_one_of_the_OpenAPI_document()
    {
        await using var trial = await ServerTrial.StartAsync();
        var document = await trial.GetAsync("/openapi/v1.json");
        var requests = Workflow.GetProperty("nodes").EnumerateArray().Where(node => node.Text("type") == "n8n-nodes-base.httpRequest")
            .Select(node => node.GetProperty("parameters")).ToArray();

        Assert.Equal(4, requests.Length);
        foreach (var request in requests)
        {
            var operation = OperationOf(document, request);
            foreach (var name in Names(request, "queryParameters"))
            {
                Assert.Contains(operation.GetProperty("parameters").EnumerateArray(), parameter => parameter.Text("name") == name);
            }

            if (request.TryGetProperty("jsonBody", out var body))
            {
                using var sent = JsonDocument.Parse(Expression().Replace(body.GetString()!.TrimStart('='), "x"));
                var allowed = PropertiesOf(document, operation).ToArray();
                Assert.All(sent.RootElement.EnumerateObject(), property => Assert.Contains(property.Name, allowed));
            }
        }
    }

    [Fact]
    public async Task Run_node_by_node_it_labels_a_list()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));
        var start = Workflow.GetProperty("nodes").EnumerateArray().Single(node => node.Text("name") == "Start the job").GetProperty("parameters").Text("jsonBody")!;

        var body = start.TrimStart('=').Replace("{{ $json.id }}", list, StringComparison.Ordinal).Replace("\"maxCostUsd\": 5, ", "", StringComparison.Ordinal);
        var job = await trial.PostAsync("/api/v1/jobs", JsonSerializer.Deserialize<JsonElement>(body), 202);

        Assert.Equal("department", job.Text("question"));
        Assert.NotEmpty(job.Text("job")!);
        Assert.Contains(job.Text("status"), (string[])["waiting", "working", "done"]);
    }

    [Fact]
    public void Its_connections_lead_from_node_to_node()
    {
        var nodes = Workflow.GetProperty("nodes").EnumerateArray().Select(node => node.Text("name")).ToArray();
        Assert.Equal(nodes.Length, nodes.Distinct().Count());
        foreach (var from in Workflow.GetProperty("connections").EnumerateObject())
        {
            Assert.Contains(from.Name, nodes);
            Assert.All(
                from.Value.GetProperty("main").EnumerateArray().SelectMany(exit => exit.EnumerateArray()), to => Assert.Contains(to.Text("node"), nodes));
        }
    }

    private static JsonElement OperationOf(JsonElement document, JsonElement request)
    {
        var path = request.Text("url")!.TrimStart('=').Replace(Server, "", StringComparison.Ordinal);
        var known = document.GetProperty("paths").EnumerateObject().Single(
            known => Regex.IsMatch(Expression().Replace(path, "x"), "^" + Placeholder().Replace(known.Name, "x") + "/?$"));
        return known.Value.GetProperty(request.Text("method")!.ToLowerInvariant());
    }

    private static IEnumerable<string> Names(JsonElement request, string list) => request.TryGetProperty(list, out var parameters)
        ? parameters.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.Text("name")!)
        : [];

    private static IEnumerable<string> PropertiesOf(JsonElement document, JsonElement operation)
    {
        var schema = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var type = schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
        return type.GetProperty("properties").EnumerateObject().Select(property => property.Name);
    }

    [GeneratedRegex(@"\{\{[^}]*\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
