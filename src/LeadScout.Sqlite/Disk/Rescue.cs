using LeadScout.Files.Disk;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Disk;

/// <summary>
/// Where all that an open database holds is written when its file is away. Never over a file of an earlier rescue, or anybody's.
/// </summary>
internal static class Rescue
{
    private const int MostNames = 100;

    /// <param name="connection">The open database.</param>
    /// <param name="path">Its path, as the user said it.</param>
    /// <param name="earlier">What this store wrote before, which is replaced; null for nothing.</param>
    /// <returns>The new file, for its owner alone.</returns>
    /// <exception cref="IOException">It can't be written: neither beside the database, nor in the working directory, nor among temporary
    /// files.</exception>
    public static string Write(SqliteConnection connection, string path, string? earlier)
    {
        var name = Path.GetFileName(path);
        string[] places = [path, Path.GetFullPath(name), Path.Join(Path.GetTempPath(), name)];
        Exception? first = null;
        foreach (var place in places)
        {
            try
            {
                var file = Written(connection, Claim(place));
                if (earlier is null)
                {
                    return file;
                }

                Durable.Rename(file, earlier); // under the name that the user was told
                return earlier;
            }
            catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                first ??= e;
            }
        }

        throw new IOException(first!.Message, first);
    }

    private static string Written(SqliteConnection connection, string file)
    {
        var isDone = false;
        try
        {
            connection.Run("VACUUM INTO @file", ("@file", file)); // it may be there as long as it is empty
            LogPlace.Forget(file);
            using (var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite))
            {
                Durable.Sync(written); // SQLite does not
            }

            Durable.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
            isDone = true;
            return file;
        }
        finally
        {
            if (!isDone)
            {
                File.Delete(file);
            }
        }
    }

    private static string Claim(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it holds personal data
        }

        for (var number = 1; ; number++)
        {
            var file = number == 1 ? path + ".rescued.db" : $"{path}.rescued-{number}.db";
            try
            {
                new FileStream(file, options).Dispose();
                return file;
            }
            catch (IOException) when (Path.Exists(file) && number < MostNames)
            {
                // an earlier rescue
            }
        }
    }
}
