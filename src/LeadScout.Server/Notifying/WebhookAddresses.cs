using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Server.Hosting;

namespace LeadScout.Server.Notifying;

/// <summary>Where the server may say that a job has ended: to the addresses that whoever runs it has named, and to no others. Thread-safe.</summary>
internal sealed class WebhookAddresses
{
    /// <summary>The environment variable with the secret that messages are signed with.</summary>
    public const string SecretVariable = "LEADSCOUT_WEBHOOK_SECRET";

    private const int ShortestSecret = 16;

    /// <exception cref="BadInputException">An address is none, or there is no secret to sign with.</exception>
    public WebhookAddresses(ServerOptions options)
    {
        Allowed = options.Webhooks;
        if (Allowed.IsEmpty)
        {
            return;
        }

        foreach (var address in Allowed)
        {
            RefuseUnsafe(address, options.WebhooksMayBePrivate);
        }

        var secret = options.Environment(SecretVariable);
        Secret = secret is { Length: >= ShortestSecret } ? WebhookSignature.KeyOf(secret) : throw new BadInputException(
            $"Webhooks are signed, and {SecretVariable} is {(string.IsNullOrEmpty(secret) ? "not set" : $"shorter than {ShortestSecret} characters")}. Set it to a secret that the receiver knows too, as in: openssl rand -base64 32.");
    }

    /// <summary>The addresses.</summary>
    public ImmutableArray<Uri> Allowed { get; }

    /// <summary>What messages are signed with; empty without addresses.</summary>
    public ReadOnlyMemory<byte> Secret { get; }

    /// <summary>The address that a client named; null for none.</summary>
    /// <exception cref="RefusedException">It is not one of those that are allowed.</exception>
    public Uri? Choose(string? named) => named is null ? null
        : Allowed.FirstOrDefault(address => Uri.TryCreate(named, UriKind.Absolute, out var wanted) && wanted == address && wanted.UserInfo == address.UserInfo)
        ?? throw new RefusedException("webhook-not-allowed", 403, Allowed.IsEmpty
            ? "This server calls no webhook: whoever runs it has named none. Leave webhook out, or start it with leadscout serve --webhook URL."
            : $"This server does not call that address. Allowed: {string.Join(", ", Allowed.Select(address => address.GetLeftPart(UriPartial.Path)))}.");

    private static void RefuseUnsafe(Uri address, bool mayBePrivate)
    {
        var isMeant = mayBePrivate || address.IsLoopback;
        if (address.Scheme is not ("https" or "http") || (address.Scheme == "http" && !isMeant) || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            throw new BadInputException(
                $"A webhook can't be '{address}'. Allowed: an https URL without a name and password, as in https://hooks.example.com/leadscout; http only to this machine, or with --webhook-private.");
        }
    }
}
