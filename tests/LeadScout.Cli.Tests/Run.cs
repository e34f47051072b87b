using System.Text.Json;

namespace LeadScout.Cli.Tests;

/// <summary>How a run of the command line ended.</summary>
internal sealed record Run(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as the one JSON document that it must be.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    public long Number(string name) => Json.GetProperty(name).GetInt64();

    public string? Text(string name) => Json.GetProperty(name).GetString();
}
