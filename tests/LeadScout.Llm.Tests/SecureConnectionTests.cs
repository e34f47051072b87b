using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>Real TLS on this machine, with certificates that are no good in one way each.</summary>
public sealed class SecureConnectionTests
{
    [Theory]
    [InlineData("localhost", 30, "comes from nobody whom this machine trusts")]
    [InlineData("localhost", -1, "has expired")]
    public async Task A_certificate_that_is_no_good_is_told_with_its_cause_and_not_waited_for(string name, int days, string cause)
    {
        using var certificate = CertificateFor(name, days);
        await using var server = new TlsServer(certificate);

        var fault = (await AskAsync($"https://localhost:{server.Port}/v1")).Fault!;

        Assert.Equal(TeacherFaultKind.NotFound, fault.Kind);
        Assert.Contains(cause, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_is_told_apart()
    {
        await using var room = await Classroom.Open();

        var fault = (await AskAsync($"https://127.0.0.1:{room.Server.Url.Port}/v1")).Fault!;

        Assert.Contains("http://", fault.Message, StringComparison.Ordinal);
    }

    private static Task<Reply> AskAsync(string url) =>
        Teachers.Create("my-model", Provided.Options with { Url = new Uri(url) }).AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

    private static X509Certificate2 CertificateFor(string name, int days)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var end = TimeProvider.System.GetUtcNow().AddDays(days);
        using var made = request.CreateSelfSigned(end.AddDays(-60), end);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private sealed class TlsServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public TlsServer(X509Certificate2 certificate)
        {
            _listener.Start();
            _serving = ServeAsync(certificate);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(X509Certificate2 certificate)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await using var tls = new SslStream(client.GetStream());
                    try
                    {
                        await tls.AuthenticateAsServerAsync(certificate);
                    }
                    catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
                    {
                        // the client hung up on it
                    }
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                // stopped
            }
        }
    }
}
