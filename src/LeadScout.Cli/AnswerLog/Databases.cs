using LeadScout.Cli.Terminals;
using LeadScout.Sqlite;

namespace LeadScout.Cli.AnswerLog;

/// <summary>Opens databases with the secret that the environment may hold.</summary>
internal static class Databases
{
    /// <summary>For this process alone to write.</summary>
    public static SqliteStore Open(Terminal terminal, string path) => SqliteStore.Open(path, SecretOf(terminal));

    /// <summary>For reading, beside whoever writes.</summary>
    public static SqliteStore OpenRead(Terminal terminal, string path) => SqliteStore.OpenRead(path, SecretOf(terminal));

    /// <summary>For reading; a missing one reads as an empty one, and is not made.</summary>
    public static SqliteStore OpenReadOrEmpty(Terminal terminal, string path) => SqliteStore.OpenReadOrEmpty(path, SecretOf(terminal));

    /// <summary>The secret, or null.</summary>
    public static string? SecretOf(Terminal terminal) =>
        terminal.Environment(SqliteStore.SecretVariable) is { } secret && !string.IsNullOrWhiteSpace(secret) ? secret : null;

    /// <summary>Says what a database without texts can't do.</summary>
    public static void SayWhatIsMissing(SqliteStore store, Action<string> say)
    {
        if (!store.KeepsTexts)
        {
            say("This database keeps keys instead of texts: its answers decide the same texts again, but earlier answers teach the student nothing about others.");
        }
    }
}
