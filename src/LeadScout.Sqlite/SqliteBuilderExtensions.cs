using LeadScout.Sqlite;

namespace LeadScout;

/// <summary>Lets a <see cref="LeadScoutClient"/> keep what it learns in one SQLite file.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>
    /// Keeps answers, calls and jobs in this file, which is made when it is missing. One process writes to it at a time; the command line
    /// and the server read the same files.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="secret">What the keys of a database without texts are made under; null for none.</param>
    public static LeadScoutBuilder UseSqlite(this LeadScoutBuilder builder, string path, string? secret = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseStore(_ => SqliteStore.Open(path, secret));
    }
}
