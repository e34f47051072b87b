using System.Net;
using System.Net.Sockets;

namespace LeadScout.Server.Notifying;

/// <summary>
/// Connects to a name only where it leads into the public network: whoever owns the name could have it lead to a machine that only this
/// server reaches. An address that is written as such, and this machine by its own name, are what whoever named them meant.
/// </summary>
internal static class PublicNetwork
{
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
            "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address belongs to this machine, a private network, or nobody.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Private, network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>A handler that connects so, follows no redirect, and asks no proxy: either could lead elsewhere.</summary>
    /// <param name="mayBePrivate">Whether names may lead into a private network.</param>
    /// <param name="resolve">Finds a name's addresses.</param>
    public static SocketsHttpHandler Handler(bool mayBePrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var host = context.DnsEndPoint.Host;
            var isMeant = mayBePrivate || IPAddress.TryParse(host, out _) || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
            var addresses = (await resolve(host, cancellation)).Where(address => isMeant || !IsPrivate(address)).ToArray();
            if (addresses.Length == 0)
            {
                throw new PrivateAddressException($"{host} leads into a private network, where webhooks go only with --webhook-private.");
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}

/// <summary>A name leads where it must not.</summary>
internal sealed class PrivateAddressException(string message) : IOException(message);
