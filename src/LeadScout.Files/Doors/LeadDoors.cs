using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
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
    private const string Untrimmed = "An add-on refers to what a trimmed program lacks.";

    private static readonly ConcurrentDictionary<string, ILeadDoor> Open = new(StringComparer.Ordinal);

    /// <summary>Whether this is an address rather than a path.</summary>
    public static bool IsAddress(string input) => input.StartsWith(DuckDb + ":", StringComparison.Ordinal);

    /// <summary>The add-on for an address.</summary>
    /// <exception cref="BadInputException">It is not installed, or can't be loaded.</exception>
    public static ILeadDoor Of(string address)
    {
        string kind = address[..address.IndexOf(':', StringComparison.Ordinal)];
        return Open.TryGetValue(kind, out var open) ? open
            : AreSupported ? Open.GetOrAdd(kind, Load(kind, Root))
            : throw new BadInputException(
                $"'{address}' needs an add-on, and this program was trimmed, so it can't load one. Export the list as CSV or Parquet, or publish the program untrimmed.");
    }

    /// <summary>Whether add-ons can be loaded: false in a trimmed program, which lacks what nothing in it refers to.</summary>
    [FeatureSwitchDefinition("LeadScout.Files.AddOns")]
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    [SuppressMessage("Trimming", "IL4000", Justification = "The trimmer itself takes what guards untrimmed code for false.")]
    private static bool AreSupported => !AppContext.TryGetSwitch("LeadScout.Files.AddOns", out bool supported) || supported;

    private static string Root =>
        Environment.GetEnvironmentVariable("LEADSCOUT_DOORS") is { Length: > 0 } named
            ? named
            : Path.Join(AppContext.BaseDirectory, "doors");

    /// <summary>Loads an add-on from its folder within this one.</summary>
    [RequiresUnreferencedCode(Untrimmed)]
    internal static ILeadDoor Load(string kind, string root)
    {
        var file = Path.Join(Path.GetFullPath(root), kind, "LeadScout.DuckDb.dll");
        if (!File.Exists(file))
        {
            throw new BadInputException(
                $"Lists in DuckDB need an add-on, which is not installed: there is no '{file}'. Build it from LeadScout's sources with "
                + $"'dotnet publish src/LeadScout.DuckDb -c Release -o {Path.GetDirectoryName(file)}', or name the folder that holds '{kind}' in LEADSCOUT_DOORS.");
        }

        try
        {
            var door = new AddOn(file).LoadFromAssemblyPath(file).GetExportedTypes().Single(type => type.IsAssignableTo(typeof(ILeadDoor)));
            return (ILeadDoor)Activator.CreateInstance(door)!;
        }
        catch (Exception e) when (
            e is BadImageFormatException or FileLoadException or InvalidOperationException or TypeLoadException or FileNotFoundException or ReflectionTypeLoadException)
        {
            throw new BadInputException(
                $"The add-on '{file}' does not fit this LeadScout: {e.Message} Build it anew from the same sources.", e);
        }
    }

    /// <summary>An add-on's own libraries come from its folder, all that it shares with LeadScout from LeadScout.</summary>
    [RequiresUnreferencedCode(Untrimmed)]
    private sealed class AddOn(string file) : AssemblyLoadContext(file)
    {
        private readonly AssemblyDependencyResolver _resolver = new(file);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name?.StartsWith("LeadScout", StringComparison.Ordinal) == true ? null
            : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

        protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }
}
