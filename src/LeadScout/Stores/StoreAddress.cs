namespace LeadScout.Stores;

/// <summary>Whether a database's name is a file's, or the address of one that other processes share.</summary>
public static class StoreAddress
{
    private static readonly string[] SharedSchemes = ["postgres:", "postgresql:"];

    /// <summary>Whether the name is an address, as in <c>postgres://host/name</c>.</summary>
    public static bool IsShared(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return SharedSchemes.Any(scheme => database.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
    }
}
