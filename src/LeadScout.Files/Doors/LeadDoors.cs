using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using LeadScout.Files.AddOns;
using LeadScout.Questions;

namespace LeadScout.Files.Doors;

/// <summary>
/// Finds the add-on that a list's address names, such as <c>duckdb:leads.duckdb?table=leads</c>. The add-on is a folder beside the program
/// (<c>addons/duckdb</c>, or within the folder that <c>LEADSCOUT_ADDONS</c> names); it is loaded when a list asks for it, and never
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
            : AddOn.AreSupported ? Open.GetOrAdd(kind, Load(kind, AddOn.Root))
            : throw new BadInputException(
                $"'{address}' needs an add-on, and this program was trimmed or compiled to machine code, so it can't load one. Export the list as CSV or Parquet, or publish the program as it is.");
    }

    /// <summary>Loads an add-on from its folder within this one.</summary>
    [RequiresUnreferencedCode(AddOn.Untrimmed)]
    internal static ILeadDoor Load(string kind, string root) => AddOn.Find<ILeadDoor>("Lists in DuckDB need", root, kind, "LeadScout.DuckDb");
}
