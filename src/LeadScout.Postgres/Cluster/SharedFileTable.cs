using System.Collections.Immutable;
using System.Security.Cryptography;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres.Cluster;

/// <summary>The tables of the files that nodes share, in pieces of a megabyte.</summary>
internal static class SharedFileTable
{
    private const int Piece = 1 << 20;

    /// <summary>Those whose path begins so. A range of the key: no character of a path is taken for a pattern.</summary>
    public static async Task<ImmutableArray<SharedFile>> ListAsync(NpgsqlConnection connection, string prefix) =>
    [
        .. await connection.RowsAsync(
            "SELECT path, version, bytes, hash FROM shared_file WHERE path >= @from AND starts_with(path, @from) ORDER BY path",
            row => new SharedFile(row.Text(0), row.Whole(1), row.Whole(2), [.. row.Bytes(3)]),
            ("from", prefix)).ConfigureAwait(false),
    ];

    /// <summary>Keeps a file, in place of an earlier one. Inside a transaction.</summary>
    public static async Task<SharedFile> PutAsync(NpgsqlConnection connection, string path, string file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = File.OpenRead(file);
        var version = await connection.WholeAsync(
            """
            INSERT INTO shared_file (path, version, bytes, hash, at) VALUES (@path, nextval('shared_file_version'), 0, decode(repeat('00', 32), 'hex'), clock_timestamp())
            ON CONFLICT (path) DO UPDATE SET version = excluded.version, at = excluded.at
            RETURNING version
            """,
            ("path", path)).ConfigureAwait(false);
        await connection.RunAsync("DELETE FROM shared_file_chunk WHERE path = @path", ("path", path)).ConfigureAwait(false);
        var (buffer, bytes, place) = (new byte[Piece], 0L, 0);
        for (int read; (read = await content.ReadAtLeastAsync(buffer, Piece, throwOnEndOfStream: false).ConfigureAwait(false)) > 0; place++)
        {
            hash.AppendData(buffer, 0, read);
            bytes += read;
            await connection.RunAsync(
                "INSERT INTO shared_file_chunk (path, place, content) VALUES (@path, @place, @content)",
                ("path", path),
                ("place", place),
                ("content", read == Piece ? buffer : buffer[..read])).ConfigureAwait(false);
        }

        var sum = hash.GetHashAndReset();
        await connection.RunAsync(
            "UPDATE shared_file SET bytes = @bytes, hash = @hash WHERE path = @path", ("path", path), ("bytes", bytes), ("hash", sum)).ConfigureAwait(false);
        return new SharedFile(path, version, bytes, [.. sum]);
    }

    /// <summary>
    /// Writes the pieces of a version, read one at a time; false where there is another by now. Inside a transaction that sees one moment.
    /// </summary>
    public static async Task<bool> GetAsync(NpgsqlConnection connection, SharedFile file, Stream target)
    {
        if (await connection.ValueAsync("SELECT 1 FROM shared_file WHERE path = @path AND version = @version FOR SHARE", ("path", file.Path), ("version", file.Version)).ConfigureAwait(false) is null)
        {
            return false;
        }

        target.SetLength(0);
        for (var place = 0; place * (long)Piece < file.Bytes; place++)
        {
            var piece = (byte[])(await connection.ValueAsync(
                "SELECT content FROM shared_file_chunk WHERE path = @path AND place = @place", ("path", file.Path), ("place", place)).ConfigureAwait(false))!;
            await target.WriteAsync(piece).ConfigureAwait(false);
        }

        return true;
    }

    public static async Task<ImmutableArray<string>> MissingAsync(NpgsqlConnection connection, IReadOnlyCollection<string> paths) =>
    [
        .. await connection.RowsAsync(
            "SELECT path FROM unnest(@paths) AS known (path) WHERE NOT EXISTS (SELECT 1 FROM shared_file WHERE shared_file.path = known.path)",
            row => row.Text(0),
            ("paths", paths.ToArray())).ConfigureAwait(false),
    ];

    public static Task<int> DeleteAsync(NpgsqlConnection connection, string prefix) =>
        connection.RunAsync("DELETE FROM shared_file WHERE path >= @from AND starts_with(path, @from)", ("from", prefix));
}
