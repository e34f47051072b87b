using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>
/// Whether a database keeps texts or only keys under a secret, and how it makes keys. The secret itself is never stored, only its
/// fingerprint.
/// </summary>
internal sealed record StoredTexts
{
    private const string SettingName = "text_key_fingerprint";

    private readonly TextKeys? _keys;

    private StoredTexts(bool kept, TextKeys? keys) => (Kept, _keys) = (kept, keys);

    /// <summary>Whether texts are stored.</summary>
    public bool Kept { get; }

    /// <summary>How texts become keys.</summary>
    public TextKeys Keys => _keys ?? throw new BadInputException(
        $"This database keeps keys instead of texts, and its keys can be made only with the secret that it was begun with. Set {SqliteStore.SecretVariable} to it.");

    /// <summary>How the database was begun.</summary>
    /// <exception cref="BadInputException">It was begun with another secret, or the secret is too short.</exception>
    public static StoredTexts Of(SqliteConnection connection, string? secret)
    {
        if (SettingTable.Find(connection, SettingName) is not { } fingerprint)
        {
            return new StoredTexts(true, TextKeys.Plain);
        }

        return secret is null ? new StoredTexts(false, null)
            : Under(secret) is { } keys && keys.Fingerprint == fingerprint ? new StoredTexts(false, keys)
            : throw new BadInputException(
                $"{SqliteStore.SecretVariable} is not the secret that this database was begun with: its keys would match nothing. Set it to that secret, or use {Setting.Store} with another file.");
    }

    /// <summary>Begins a database without texts. Inside a transaction.</summary>
    /// <exception cref="BadInputException">There are plain keys in it already.</exception>
    public static StoredTexts Hash(SqliteConnection connection, string secret)
    {
        if (connection.Whole("SELECT EXISTS (SELECT 1 FROM answer) OR EXISTS (SELECT 1 FROM call)") != 0)
        {
            throw new BadInputException(
                $"This database holds texts already, so it can't become one without. Use {Setting.Store} with a new file; the answers can be taken along: {UserAction.ExportAnswers}, then import there.");
        }

        var keys = Under(secret);
        SettingTable.Set(connection, SettingName, keys.Fingerprint);
        return new StoredTexts(false, keys);
    }

    private static TextKeys Under(string secret) => secret.Length >= TextKeys.ShortestSecret
        ? TextKeys.Under(secret)
        : throw new BadInputException(
            $"{SqliteStore.SecretVariable} has {secret.Length} characters; at least {TextKeys.ShortestSecret} are needed, for instance 32 random ones: openssl rand -hex 16.");
}
