using System.Globalization;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// Where a PostgreSQL database is, as in <c>postgres://user@host:5432/name?sslmode=require</c>. It holds no password: that comes from the
/// environment (<c>PGPASSWORD</c>) or from a password file, so that it stands in no list of processes, history, log or report.
/// </summary>
internal sealed record PostgresAddress
{
    /// <summary>
    /// A process that stands still or was cut off in the middle of a transaction has rows that others wait for, the log's own among them: the server lets
    /// them go after seconds, and soon sees that a machine is gone. What was taken back is done again, see <see cref="Transactions"/>.
    /// </summary>
    private const string Session =
        "-c idle_in_transaction_session_timeout=10s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4 -c tcp_user_timeout=30s";

    private const string Allowed = "postgres://USER@HOST:PORT/NAME, of which USER and PORT may be left out; after it ?host=/FOLDER for a socket, and sslmode, sslrootcert, connect_timeout";

    private PostgresAddress(string name, NpgsqlConnectionStringBuilder settings) => (Name, Settings) = (name, settings);

    /// <summary>The address for a person.</summary>
    public string Name { get; }

    private NpgsqlConnectionStringBuilder Settings { get; }

    private bool IsSocket => Settings.Host!.StartsWith('/');

    /// <summary>Reads an address.</summary>
    /// <exception cref="BadInputException">It is none, or holds a password.</exception>
    public static PostgresAddress Of(string address)
    {
        if (!StoreAddress.IsShared(address) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || !address.Contains("://", StringComparison.Ordinal))
        {
            throw new BadInputException($"This is no address of a PostgreSQL database. Use {Setting.Store} with {Allowed}.");
        }

        if (uri.UserInfo.Contains(':', StringComparison.Ordinal) || uri.Query.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadInputException(
                $"The address holds a password, which others would see in the list of processes. Leave it out, and set PGPASSWORD or use a password file (~/.pgpass).");
        }

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(uri.Host.Trim('[', ']')),
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        Read(uri, settings);
        if (string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database))
        {
            throw new BadInputException($"{address} names no {(string.IsNullOrEmpty(settings.Host) ? "host" : "database")}. Use {Setting.Store} with {Allowed}.");
        }

        return new PostgresAddress(NameOf(settings), settings);
    }

    /// <summary>What the driver is told. Never to be shown.</summary>
    public string ConnectionString(string? password) => new NpgsqlConnectionStringBuilder(Settings.ConnectionString)
    {
        Password = password,
        ApplicationName = "leadscout",
        SearchPath = Schema.Name,
        Timeout = Settings.Timeout,
        CommandTimeout = 0,
        KeepAlive = 30,
        TcpKeepAlive = !IsSocket,
        TcpKeepAliveTime = IsSocket ? 0 : 10,
        TcpKeepAliveInterval = IsSocket ? 0 : 5,
        Options = Session,
        MaxAutoPrepare = 64,
        AutoPrepareMinUsages = 3,
        MaxPoolSize = 32,
        PersistSecurityInfo = false,
    }.ConnectionString;

    /// <summary>Without anything that could be a secret.</summary>
    public override string ToString() => Name;

    private static void Read(Uri uri, NpgsqlConnectionStringBuilder settings)
    {
        if (uri.UserInfo.Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(uri.UserInfo);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var before, var after] ? (before, Uri.UnescapeDataString(after)) : (pair, "");
            switch (key)
            {
                case "host" when value.Length > 0:
                    settings.Host = value;
                    break;
                case "port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536:
                    settings.Port = port;
                    break;
                case "sslmode" when Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode)
                    && Enum.IsDefined(mode):
                    settings.SslMode = mode;
                    break;
                case "sslrootcert" when value.Length > 0:
                    settings.RootCertificate = value;
                    break;
                case "connect_timeout" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 600:
                    settings.Timeout = seconds;
                    break;
                default:
                    throw new BadInputException($"'{pair}' in the database's address can't be used. Allowed: {Allowed}.");
            }
        }
    }

    private static string NameOf(NpgsqlConnectionStringBuilder settings)
    {
        var user = string.IsNullOrEmpty(settings.Username) ? "" : Uri.EscapeDataString(settings.Username) + "@";
        var port = settings.Port == NpgsqlConnection.DefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{settings.Port}");
        var database = Uri.EscapeDataString(settings.Database!);
        return settings.Host!.StartsWith('/')
            ? $"postgres://{user}localhost{port}/{database}?host={settings.Host}"
            : $"postgres://{user}{(settings.Host.Contains(':', StringComparison.Ordinal) ? $"[{settings.Host}]" : settings.Host)}{port}/{database}";
    }
}
