using LeadScout.Cli.Terminals;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Stores;

namespace LeadScout.Cli.AnswerLog;

/// <summary>Opens databases with the secret that the environment may hold.</summary>
internal static class Databases
{
    /// <summary>To write.</summary>
    public static IDatabase Open(Terminal terminal, string database) => Open(terminal, database, SecretOf(terminal));

    /// <summary>The same, where no text has to be found: the secret of a database without texts is not needed.</summary>
    public static IDatabase OpenKeyless(Terminal terminal, string database) => Open(terminal, database, null);

    /// <summary>For reading, beside whoever writes.</summary>
    public static IDatabase OpenRead(Terminal terminal, string database) => OpenRead(terminal, database, SecretOf(terminal));

    /// <summary>The same, where no text has to be found.</summary>
    public static IDatabase OpenReadKeyless(Terminal terminal, string database) => OpenRead(terminal, database, null);

    /// <summary>For reading; a missing file, and a database without LeadScout's schema, read as an empty one, and are not made.</summary>
    public static IDatabase OpenReadOrEmpty(Terminal terminal, string database)
    {
        if (!StoreAddress.IsShared(database))
        {
            return SqliteStore.OpenReadOrEmpty(database, SecretOf(terminal));
        }

        try
        {
            return OpenRead(terminal, database);
        }
        catch (BadInputException e) when (e.Code == "store-missing")
        {
            return SqliteStore.OpenEmpty(SecretOf(terminal));
        }
    }

    /// <summary>To copy from; nobody else may write meanwhile.</summary>
    public static IDatabase OpenSource(Terminal terminal, string database) =>
        StoreAddress.IsShared(database) ? SharedStores.OpenRead(database, null, terminal.Environment, terminal.Clock) : SqliteStore.OpenSource(database);

    /// <summary>To copy to.</summary>
    public static IDatabase OpenTarget(Terminal terminal, string database) =>
        StoreAddress.IsShared(database) ? SharedStores.OpenTarget(database, terminal.Environment, terminal.Clock) : SqliteStore.OpenTarget(database);

    /// <summary>Whether there is something to open: a shared database says so when it is opened.</summary>
    public static bool Exists(string database) => StoreAddress.IsShared(database) || File.Exists(database);

    /// <summary>A database's name from whichever folder.</summary>
    public static string FullName(string database) => StoreAddress.IsShared(database) ? database : Path.GetFullPath(database);

    /// <summary>The secret, or null.</summary>
    public static string? SecretOf(Terminal terminal) =>
        terminal.Environment(SqliteStore.SecretVariable) is { } secret && !string.IsNullOrWhiteSpace(secret) ? secret : null;

    /// <summary>Says what a database without texts can't do.</summary>
    public static void SayWhatIsMissing(IDatabase store, Action<string> say)
    {
        if (!store.KeepsTexts)
        {
            say("This database keeps keys instead of texts: its answers decide the same texts again, but earlier answers teach the student nothing about others.");
        }
    }

    private static IDatabase Open(Terminal terminal, string database, string? secret) =>
        StoreAddress.IsShared(database) ? SharedStores.Open(database, secret, terminal.Environment, terminal.Clock) : SqliteStore.Open(database, secret);

    private static IDatabase OpenRead(Terminal terminal, string database, string? secret) => StoreAddress.IsShared(database)
        ? SharedStores.OpenRead(database, secret, terminal.Environment, terminal.Clock)
        : SqliteStore.OpenRead(database, secret);
}
