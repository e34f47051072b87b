using System.Text.Json;

namespace LeadScout.Server.Tests;

/// <summary>Reads JSON briefly.</summary>
internal static class Json
{
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
