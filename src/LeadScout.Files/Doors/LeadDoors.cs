using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using LeadScout.Files.AddOns;
using LeadScout.Questions;

namespace LeadScout.Files.Doors;

/// <summary>
/// Finds the add-on that a list's address names, such as <c>duckdb:leads.duckdb?table=leads</c>. An add-on is a folder beside the program
/// (<c>doors/duckdb</c>, or within the folder that <c>LEADSCOUT_DOORS</c> names); it is loaded when a list asks for it, and never
/// otherwise. Thread-safe.
/// </summary>
public static class LeadDoors
{
    private const string DuckDb = "duckdb";

    private static readonly ConcurrentDictionary<string, ILeadDoor> Open = new(StringComparer.Ordinal);

    /// <summary>Whether this is an address rather than a path.</summary>
    public static bool IsAddress(string input) => input.StartsWith(DuckDb + ":", StringComparison.Ordinal);

    /// <summary>The add-on for an address.</summary>
    /// <exception cref="BadInputException">It is not installed, or can't be loaded.</exception>
    public static ILeadDoor Of(string address)
    {
        string kind = address[..address.IndexOf(':', StringComparison.Ordinal)];
        return Open.TryGetValue(kind, out var open) ? open
            : AddOn.AreSupported ? Open.GetOrAdd(kind, Load(kind, Root))
            : throw new BadInputException(
                $"'{address}' needs an add-on, and this program was trimmed or compiled to machine code, so it can't load one. Export the list as CSV or Parquet, or publish the program as it is.");
    }

    private static string Root =>
        Environment.GetEnvironmentVariable("LEADSCOUT_DOORS") is { Length: > 0 } named
            ? named
            : Path.Join(AppContext.BaseDirectory, "doors");

    /// <summary>Loads an add-on from its folder within this one.</summary>
    [RequiresUnreferencedCode(AddOn.Untrimmed)]
    internal static ILeadDoor Load(string kind, string root)
    {
        var file = Path.Join(Path.GetFullPath(root), kind, "LeadScout.DuckDb.dll");
        if (!File.Exists(file))
        {
            throw new BadInputException(
                $"Lists in DuckDB need an add-on, which is not installed: there is no '{file}'. Build it from LeadScout's sources with "
                + $"'dotnet publish src/LeadScout.DuckDb -c Release -o {Path.GetDirectoryName(file)}', or name the folder that holds '{kind}' in LEADSCOUT_DOORS.");
        }

        return AddOn.Load<ILeadDoor>(file);
    }
}
