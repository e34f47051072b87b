using LeadScout.Cli.Terminals;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Stores;

namespace LeadScout.Cli.AnswerLog;

/// <summary>How a database is to keep the texts that it is told.</summary>
internal enum TextStorage
{
    /// <summary>As they stand.</summary>
    Plain = 0,

    /// <summary>Not at all: only keys under a secret.</summary>
    Hashed,
}

/// <summary>What <c>--texts</c> does.</summary>
internal static class TextStorageOption
{
    /// <summary>Makes a new database what was asked for, and refuses one that is otherwise already.</summary>
    /// <exception cref="BadInputException">It is otherwise, or the secret is missing.</exception>
    public static async Task ApplyAsync(IDatabase store, TextStorage? wanted, Terminal terminal, CancellationToken interrupt)
    {
        if (wanted == TextStorage.Plain && !store.KeepsTexts)
        {
            throw new BadInputException(
                "This database was begun without texts (--texts hashed) and stays so. Leave out --texts plain, or use --db with another file.");
        }

        if (wanted == TextStorage.Hashed)
        {
            var secret = Databases.SecretOf(terminal) ?? throw new BadInputException(
                $"--texts hashed needs a secret to make keys under: set {SqliteStore.SecretVariable}, for instance to the output of `openssl rand -hex 16`, and keep it: "
                + "without it nobody can use the database.");
            await store.HashTextsAsync(secret, interrupt);
        }

        Databases.SayWhatIsMissing(store, terminal.Error.WriteLine);
    }
}
