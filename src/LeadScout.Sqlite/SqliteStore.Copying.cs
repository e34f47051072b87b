using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Sqlite;

public sealed partial class SqliteStore
{
    /// <summary>
    /// Opens a database to be copied from. As long as it is open nobody else writes to it; one that only lets itself be read is read.
    /// </summary>
    /// <exception cref="BadInputException">As in <see cref="OpenRead"/>.</exception>
    public static SqliteStore OpenSource(string path)
    {
        var read = OpenRead(path);
        if (read.Database.HasWriter)
        {
            return read; // the copy will say who
        }

        read.Dispose();
        try
        {
            return Open(path);
        }
        catch (BadInputException e) when (e.Code is "store-unusable" or "store-in-use")
        {
            return OpenRead(path);
        }
    }

    /// <summary>Opens a database to be filled with a copy of another, also one that was begun and cut off. Makes the file when it is missing.</summary>
    /// <exception cref="BadInputException">As in <see cref="Open"/>.</exception>
    public static SqliteStore OpenTarget(string path) => Over(Database.OpenWriter(path), null, toFill: true);

    /// <inheritdoc/>
    IStoreContents IDatabase.Contents => new SqliteContents(this);
}
