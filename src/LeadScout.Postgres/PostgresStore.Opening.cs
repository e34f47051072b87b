using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres;

public sealed partial class PostgresStore
{
    /// <summary>Opens a database, and makes or updates LeadScout's schema in it.</summary>
    /// <param name="address">As in <c>postgres://user@host/name</c>; without a password.</param>
    /// <param name="password">Null to take it from <c>PGPASSWORD</c> or a password file.</param>
    /// <param name="secret">What the keys of a database without texts are made under; null when it is not known or not needed.</param>
    /// <param name="clock">The time; null for the machine's.</param>
    /// <exception cref="BadInputException">The server can't be reached, refuses, or holds a newer version's schema.</exception>
    public static Task<PostgresStore> OpenAsync(
        string address, string? password = null, string? secret = null, TimeProvider? clock = null) =>
        OpenAsync(address, password, secret, clock, toMake: true, toFill: false);

    /// <summary>Opens a database to look at what is in it; in one without LeadScout's schema none is made. An earlier version's is brought up to date.</summary>
    /// <inheritdoc cref="OpenAsync(string, string?, string?, TimeProvider?)"/>
    /// <exception cref="BadInputException">As when it is opened to write; or there is nothing of LeadScout's in it, code <c>store-missing</c>.</exception>
    public static Task<PostgresStore> OpenReadAsync(
        string address, string? password = null, string? secret = null, TimeProvider? clock = null) =>
        OpenAsync(address, password, secret, clock, toMake: false, toFill: false);

    /// <summary>Opens a database to be filled with a copy of another, also one that was begun and cut off.</summary>
    /// <inheritdoc cref="OpenAsync(string, string?, string?, TimeProvider?)"/>
    public static Task<PostgresStore> OpenTargetAsync(string address, string? password = null, TimeProvider? clock = null) =>
        OpenAsync(address, password, null, clock, toMake: true, toFill: true);

    internal static Task<PostgresStore> OpenToExamineAsync(string address, string? password) =>
        OpenAsync(address, password, null, null, toMake: false, toFill: true);

    /// <inheritdoc/>
    IStoreContents IDatabase.Contents => new PostgresContents(_source, Transactions, Name);

    private static async Task<PostgresStore> OpenAsync(
        string address, string? password, string? secret, TimeProvider? clock, bool toMake, bool toFill)
    {
        var read = PostgresAddress.Of(address);
        var source = NpgsqlDataSource.Create(read.ConnectionString(password));
        try
        {
            await ReadyAsync(source, read, password, toMake).ConfigureAwait(false);
            await using var ready = await source.OpenConnectionAsync().ConfigureAwait(false);
            if (!toFill)
            {
                UnfinishedCopy.Refuse(read.Name, await SettingTable.FindAsync(ready, UnfinishedCopy.SettingName).ConfigureAwait(false));
            }

            var fingerprint = await SettingTable.FindAsync(ready, StoredTexts.SettingName).ConfigureAwait(false);
            return new PostgresStore(
                read.Name, read.ConnectionString(password), source, clock ?? TimeProvider.System, StoredTexts.Of(fingerprint, secret));
        }
        catch (Exception e)
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw Explained(read.Name, e);
        }
    }

    private static async Task ReadyAsync(NpgsqlDataSource source, PostgresAddress address, string? password, bool toMake)
    {
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        var state = await Schema.StateAsync(connection, address.Name).ConfigureAwait(false);
        if (state == SchemaState.Missing && !toMake)
        {
            throw new BadInputException(
                "store-missing",
                $"{address.Name} holds nothing of LeadScout's yet: the first job makes its schema there. Or name another database with {Setting.Store}.");
        }

        if (state != SchemaState.Current)
        {
            await Schema.MigrateAsync(source, address.ConnectionString(password), address.Name).ConfigureAwait(false);
        }
    }

    private static Exception Explained(string name, Exception e) => e switch
    {
        PostgresException refused when PostgresFault.Explain(name, refused) is { } message => new BadInputException("store-unusable", message, e),
        NpgsqlException and not PostgresException when e.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            new BadInputException("store-unusable", PostgresFault.NoPassword(name), e),
        NpgsqlException or TimeoutException => new BadInputException("store-unreachable", PostgresFault.Unreachable(name, e), e),
        _ => e,
    };
}
