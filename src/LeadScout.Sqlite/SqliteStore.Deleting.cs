using LeadScout.Questions;
using LeadScout.Sqlite.Disk;

namespace LeadScout.Sqlite;

public sealed partial class SqliteStore
{
    /// <summary>
    /// Deletes a database with what SQLite keeps beside it, unless a store writes to it, here or in another process: none can begin to in the
    /// meantime.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>Whether it is gone, or was not there.</returns>
    /// <exception cref="IOException">It can't be deleted.</exception>
    public static bool TryDelete(string path)
    {
        if (!File.Exists(path))
        {
            return true;
        }

        try
        {
            using var held = DatabaseFile.OpenWriter(path);
            foreach (var file in new[] { held.Path + "-wal", held.Path + "-shm", held.Path })
            {
                File.Delete(file);
            }

            return true;
        }
        catch (BadInputException)
        {
            return false;
        }
    }
}
