using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Stores;

/// <summary>
/// Whether a database keeps texts or only keys under a secret, and how it makes keys. The secret itself is never stored, only its
/// fingerprint.
/// </summary>
internal sealed record StoredTexts
{
    /// <summary>The setting under which the fingerprint stands.</summary>
    public const string SettingName = "text_key_fingerprint";

    /// <summary>The environment variable that holds the secret.</summary>
    public const string SecretVariable = "LEADSCOUT_TEXT_KEY";

    private readonly TextKeys? _keys;

    private StoredTexts(bool kept, TextKeys? keys) => (Kept, _keys) = (kept, keys);

    /// <summary>Whether texts are stored.</summary>
    public bool Kept { get; }

    /// <summary>How texts become keys.</summary>
    public TextKeys Keys => _keys ?? throw new BadInputException(
        $"This database keeps keys instead of texts, and its keys can be made only with the secret that it was begun with. Set {SecretVariable} to it.");

    /// <summary>How the database was begun.</summary>
    /// <param name="fingerprint">As the database has it; null in one that keeps texts.</param>
    /// <param name="secret">As the environment has it; null for none.</param>
    /// <exception cref="BadInputException">It was begun with another secret, or the secret is too short.</exception>
    public static StoredTexts Of(string? fingerprint, string? secret) =>
        fingerprint is null ? new StoredTexts(true, TextKeys.Plain)
        : secret is null ? new StoredTexts(false, null)
        : Under(secret) is { } keys && keys.Fingerprint == fingerprint ? new StoredTexts(false, keys)
        : throw new BadInputException(
            $"{SecretVariable} is not the secret that this database was begun with: its keys would match nothing. Set it to that secret, or use {Setting.Store} with another file.");

    /// <summary>A database that is begun without texts; its fingerprint is to be stored.</summary>
    /// <param name="isEmpty">Whether it holds neither an answer nor a call.</param>
    /// <param name="secret">What keys are made under.</param>
    /// <exception cref="BadInputException">There are plain keys in it already.</exception>
    public static StoredTexts Hashed(bool isEmpty, string secret) => isEmpty
        ? new StoredTexts(false, Under(secret))
        : throw new BadInputException(
            $"This database holds texts already, so it can't become one without. Use {Setting.Store} with a new file; the answers can be taken along: {UserAction.ExportAnswers}, then import there.");

    private static TextKeys Under(string secret) => secret.Length >= TextKeys.ShortestSecret
        ? TextKeys.Under(secret)
        : throw new BadInputException(
            $"{SecretVariable} has {secret.Length} characters; at least {TextKeys.ShortestSecret} are needed, for instance 32 random ones: openssl rand -hex 16.");
}
