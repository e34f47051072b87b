using System.Net.Sockets;
using LeadScout.Statistics;
using LeadScout.Teaching;

namespace LeadScout.Llm.Faults;

/// <summary>Why no connection came about, in words that say what to do.</summary>
internal static class ConnectionFault
{
    /// <param name="teacher">The teacher's name.</param>
    /// <param name="address">Where it was looked for.</param>
    /// <param name="exception">What the connection ended with.</param>
    /// <param name="sent">Whether any of the request had left: before that nothing can be charged.</param>
    public static CallFailedException Of(string teacher, Uri? address, HttpRequestException exception, bool sent)
    {
        var (kind, what, mayBeBilled) = exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError =>
                (TeacherFaultKind.Unavailable, "its name is not known (DNS). Check the URL's spelling, and this machine's network", false),
            HttpRequestError.ConnectionError => (TeacherFaultKind.Unavailable, Unconnected(exception), false),
            HttpRequestError.SecureConnectionError => Insecure(address?.Host ?? "", exception),
            HttpRequestError.ProxyTunnelError =>
                (TeacherFaultKind.Unavailable, "the proxy in between refuses the way. Check HTTPS_PROXY and NO_PROXY", false),
            _ => (TeacherFaultKind.Unavailable, "it closed the connection without a reply", sent),
        };
        return new(new(kind, $"{teacher} at {address?.Authority}: {what}."), mayBeBilled, inner: exception);
    }

    private static string Unconnected(Exception exception) => Inner<SocketException>(exception)?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "nobody listens there (connection refused). Start the server, or check the URL's host and port",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable =>
            "there is no way there from this machine (unreachable). Check the network, a VPN, and the URL",
        SocketError.TimedOut => "nobody answers there (no connection in time). A firewall may be in between",
        _ => "it can't be reached. Check the URL, and whether the server runs",
    };

    /// <summary>A certificate that is no good stays no good, so nobody waits for it.</summary>
    private static (TeacherFaultKind Kind, string What, bool MayBeBilled) Insecure(string host, Exception exception)
    {
        var said = string.Join(' ', Chain(exception).Select(one => one.Message));
        bool Says(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (said.Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }

        return said switch
        {
            _ when Says("NotTimeValid", "expired") =>
                Certificate("has expired, or is not valid yet. Check this machine's clock; else whoever runs the server has to renew it"),
            _ when Says("Revoked") => Certificate("was revoked. Whoever runs the server has to replace it"),
            _ when Says("UntrustedRoot", "PartialChain", "self-signed", "self signed") => Certificate(
                "comes from nobody whom this machine trusts (unknown or private authority, or self-signed). Add the authority's certificate to the machine's trusted ones (on Linux, SSL_CERT_FILE names a file of them)"),
            _ when Says("NameMismatch") => Certificate($"is for another name than {host}. Give the URL with the name in the certificate"),
            _ when Says("RemoteCertificate", "certificate") => Certificate("is not accepted"),
            _ when Says("frame size", "corrupted frame", "wrong version number", "unexpected packet") =>
                (TeacherFaultKind.NotFound, "it does not speak TLS there. Check whether the URL is meant to begin with http://", false),
            _ when Says("protocol version", "no protocols", "handshake") =>
                (
                    TeacherFaultKind.Unavailable,
                    "no secure connection can be made: the two sides have no version of TLS in common, or the handshake broke off",
                    false),
            _ => (TeacherFaultKind.Unavailable, "no secure connection can be made (TLS)", false),
        };

        static (TeacherFaultKind, string, bool) Certificate(string what) =>
            (TeacherFaultKind.NotFound, $"no secure connection can be made: its certificate {what}", false);
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private static T? Inner<T>(Exception exception)
        where T : Exception => Chain(exception).OfType<T>().FirstOrDefault();
}
