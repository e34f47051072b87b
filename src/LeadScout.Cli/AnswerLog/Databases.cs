using LeadScout.Cli.Terminals;
using LeadScout.Sqlite;
using LeadScout.Stores;

namespace LeadScout.Cli.AnswerLog;

/// <summary>Opens databases with the secret that the environment may hold.</summary>
internal static class Databases
{
    /// <summary>To write.</summary>
    public static IDatabase Open(Terminal terminal, string database) => Open(database, SecretOf(terminal));

    /// <summary>The same, where no text has to be found: the secret of a database without texts is not needed.</summary>
    public static IDatabase Open(string database, string? secret = null) => SqliteStore.Open(database, secret);

    /// <summary>For reading, beside whoever writes.</summary>
    public static IDatabase OpenRead(Terminal terminal, string database) => OpenRead(database, SecretOf(terminal));

    /// <summary>The same, where no text has to be found.</summary>
    public static IDatabase OpenRead(string database, string? secret = null) => SqliteStore.OpenRead(database, secret);

    /// <summary>For reading; a missing one reads as an empty one, and is not made.</summary>
    public static IDatabase OpenReadOrEmpty(Terminal terminal, string database) =>
        SqliteStore.OpenReadOrEmpty(database, SecretOf(terminal));

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
}
