using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Npgsql;

namespace LeadScout.Postgres.Tests;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary folder, as an unprivileged user, reached over a socket in that folder: no port that
/// another could have.
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private const string Superuser = "leads";

    private static int _databases;

    private readonly string _bin;
    private readonly bool _syncs;
    private Process? _server;

    private PrivateServer(string folder, bool syncs)
    {
        (Folder, _syncs) = (folder, syncs);
        _bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(version => int.Parse(Path.GetFileName(version), System.Globalization.CultureInfo.InvariantCulture)).Select(version => Path.Join(version, "bin"))
                .First(bin => File.Exists(Path.Join(bin, "initdb")))
            : throw new InvalidOperationException("PostgreSQL is not installed. ./eng/test installs it, or: apt-get install postgresql");
    }

    /// <summary>Where its data and its socket are.</summary>
    public string Folder { get; }

    /// <summary>The folder of its data, with <c>postgresql.conf</c>.</summary>
    public string Data => Path.Join(Folder, "data");

    /// <summary>Whether its process is there.</summary>
    public bool IsUp => _server is { HasExited: false };

    /// <summary>Makes a server and starts it.</summary>
    /// <param name="folder">Its folder, of which the server becomes the owner; null for a new temporary one.</param>
    /// <param name="syncs">Whether a commit waits for the disk, as it does where data are to last.</param>
    public static async Task<PrivateServer> StartAsync(string? folder = null, bool syncs = false)
    {
        var server = new PrivateServer(folder ?? Directory.CreateTempSubdirectory("leadscout-pg-").FullName, syncs);
        try
        {
            await server.MakeAsync();
            await server.ResumeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of one of its databases.</summary>
    public string Address(string database, string user = Superuser) => $"postgres://{user}@localhost/{database}?host={Folder}";

    /// <summary>A way to the server that can be cut.</summary>
    public Proxy NewProxy() => new(new UnixDomainSocketEndPoint(Path.Join(Folder, ".s.PGSQL.5432")));

    /// <summary>The address of one of its databases behind a proxy.</summary>
    public static string Address(string database, Proxy proxy) => string.Create(CultureInfo.InvariantCulture, $"postgres://{Superuser}@127.0.0.1:{proxy.Port}/{database}");

    /// <summary>A new database: empty, or as <see cref="PostgresStore"/> makes it.</summary>
    public async Task<string> NewDatabaseAsync(string template = "template0")
    {
        var name = $"db{Interlocked.Increment(ref _databases)}";
        await RunAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    /// <summary>A connection past the store, to look at what it has written, and to disturb it.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder { Host = Folder, Database = database, Username = Superuser, Pooling = false, SearchPath = "leadscout" }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs a statement in a database.</summary>
    public async Task<object?> RunAsync(string database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits for a statement to come to true.</summary>
    public async Task WaitUntilAsync(string database, string sql)
    {
        while (await RunAsync(database, sql) is not true)
        {
            await Task.Delay(10);
        }
    }

    /// <summary>Cuts every connection to a database that is not the tests' own.</summary>
    public Task<object?> TerminateAsync(string database) => RunAsync(
        database,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'leadscout'");

    /// <summary>Runs a command line as the server's user, in its folder, with the programs that came with it and connected to it.</summary>
    public async Task ShellAsync(string command)
    {
        var said = new StringBuilder();
        using var shell = Start(said, "sh", "-ec", command);
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{command}' ended with {shell.ExitCode}: {said}");
        }
    }

    /// <summary>Stops the server as a restart does: every connection is cut.</summary>
    public async Task StopAsync()
    {
        if (_server is { HasExited: false } server)
        {
            Kill(server.Id, 2); // SIGINT: fast shutdown
            await server.WaitForExitAsync();
        }

        _server?.Dispose();
        _server = null;
    }

    /// <summary>Starts it again on what it has on disk.</summary>
    public async Task ResumeAsync()
    {
        _server = Start(
            null, "postgres", "-D", Data, "-k", Folder, "-c", "listen_addresses=", "-c", _syncs ? "fsync=on" : "fsync=off", "-c", "max_connections=200", "-c", "logging_collector=off",
            "-c", "autovacuum=off", "-c", "shared_buffers=32MB");
        for (var tries = 0; ; tries++)
        {
            try
            {
                await RunAsync("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (tries < 600 && !_server.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task MakeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var given = Process.Start("chown", ["postgres", Folder]);
            await given.WaitForExitAsync();
        }

        using var making = Start(null, "initdb", "-D", Data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        await making.WaitForExitAsync();
        if (making.ExitCode != 0)
        {
            throw new InvalidOperationException("initdb failed.");
        }

        // One user needs a password; the others come as they are.
        var access = Path.Join(Data, "pg_hba.conf");
        await File.WriteAllTextAsync(access, "local all guarded scram-sha-256\nlocal all all trust\nlocal replication all trust\n");
    }

    // The server refuses to run as root; a user that came with its package is there for that.
    private Process Start(StringBuilder? said, string program, params string[] arguments)
    {
        var installed = Path.Join(_bin, program);
        string[] command = [File.Exists(installed) ? installed : program, .. arguments];
        command = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command] : command;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (start.Environment["PATH"], start.Environment["PGHOST"], start.Environment["PGUSER"]) =
            ($"{_bin}:{Environment.GetEnvironmentVariable("PATH")}", Folder, Superuser);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => said?.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Kill(int process, int signal) => _ = NativeKill(process, signal);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int NativeKill(int process, int signal);
}
