using System.Net;
using System.Net.Http.Json;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Notifying;
using Xunit;

namespace LeadScout.Server.Tests.Notifying;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_job_that_ends_is_told_once_signed_and_without_a_text_of_the_list()
    {
        await using var receiver = await Receiver.StartAsync(204);
        await using var server = await StartAsync(receiver.Address);

        var job = await server.SampleJobAsync(new { webhook = receiver.Address });
        await receiver.All;

        var (_, body, isSigned) = Assert.Single(receiver.Heard);
        Assert.True(isSigned);
        Assert.Equal("job.stopped", body.GetProperty("type").GetString());
        Assert.Equal((job.GetProperty("job").GetString(), "done"), (body.GetProperty("data").GetProperty("job").GetString(), body.GetProperty("data").GetProperty("state").GetString()));
        Assert.StartsWith("Saved ", body.GetProperty("data").GetProperty("headline").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ACHETEUSE", body.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_tried_again_with_the_same_id_and_one_that_refuses_is_not()
    {
        await using var receiver = await Receiver.StartAsync(503, 429, 200);
        await using var server = await StartAsync(receiver.Address);

        await server.SampleJobAsync(new { webhook = receiver.Address });
        await receiver.All;

        Assert.Equal(3, receiver.Heard.Count);
        Assert.Single(receiver.Heard.Select(heard => heard.Id).Distinct());
        Assert.All(receiver.Heard, heard => Assert.True(heard.IsSigned));

        await using var gone = await Receiver.StartAsync(410);
        await using var other = await StartAsync(gone.Address);
        await other.SampleJobAsync(new { webhook = gone.Address });
        await gone.All;
        Assert.Single(gone.Heard);
    }

    [Fact]
    public async Task What_a_server_could_not_deliver_before_its_end_goes_out_when_it_starts_again()
    {
        using var folder = new Folder();
        await using var receiver = await Receiver.StartAsync(200);
        var address = receiver.Address;
        await using (var server = await StartAsync(address, folder, keepsFolder: true, backoff: TimeSpan.FromDays(1)))
        {
            await new WebhookOutbox(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<LeadScout.Server.Workspaces.ServerWorkspace>(server.Services))
                .KeepAsync(new WebhookMessage("msg_left", address, "{\"type\":\"job.stopped\"}"));
        }

        await using (var server = await StartAsync(address, folder, keepsFolder: true))
        {
            await receiver.All;
        }

        Assert.Equal("msg_left", Assert.Single(receiver.Heard).Id);
        Assert.Empty(Directory.EnumerateFiles(Path.Join(folder["data"], "webhooks")));
    }

    [Theory]
    [InlineData("https://elsewhere.example/hook")]
    [InlineData("http://127.0.0.1:1/hook")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("nonsense")]
    public async Task No_address_that_the_administrator_did_not_name_is_called(string address)
    {
        await using var receiver = await Receiver.StartAsync(204);
        await using var server = await StartAsync(receiver.Address);
        var list = await server.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));

        using var refused = await server.Client.PostAsJsonAsync("/api/v1/jobs", new { list, question = "department", webhook = address }, ServerTrial.Gone);

        Assert.Equal("webhook-not-allowed", (await ServerTrial.JsonAsync(refused, 403)).GetProperty("code").GetString());
        Assert.Equal(0, (await server.GetAsync("/api/v1/jobs")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("http://hooks.example.com/a", "0123456789abcdef", "can't be")]
    [InlineData("ftp://hooks.example.com/a", "0123456789abcdef", "can't be")]
    [InlineData("https://user:word@hooks.example.com/a", "0123456789abcdef", "can't be")]
    [InlineData("https://hooks.example.com/a", null, "is not set")]
    [InlineData("https://hooks.example.com/a", "short", "is shorter than")]
    public void An_unsafe_address_or_a_missing_secret_keeps_the_server_from_starting(string address, string? secret, string says)
    {
        var refused = Assert.Throws<BadInputException>(() => new WebhookAddresses(new ServerOptions { Webhooks = [new Uri(address)], Environment = _ => secret }));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    public async Task A_name_that_leads_into_a_private_network_is_not_called(string address)
    {
        Assert.True(PublicNetwork.IsPrivate(IPAddress.Parse(address)));
        using var client = new HttpClient(PublicNetwork.Handler(mayBePrivate: false, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)])));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("http://hooks.example.com/", ServerTrial.Gone));

        Assert.IsType<PrivateAddressException>(refused.InnerException);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Public_addresses_are_not_private(string address) => Assert.False(PublicNetwork.IsPrivate(IPAddress.Parse(address)));

    [Fact]
    public void A_secret_in_base64_is_its_bytes_and_any_other_itself()
    {
        Assert.Equal([1, 2, 3], WebhookSignature.KeyOf("whsec_AQID"));
        Assert.Equal("AQID"u8.ToArray(), WebhookSignature.KeyOf("AQID"));
    }

    private static Task<ServerTrial> StartAsync(Uri webhook, Folder? folder = null, bool keepsFolder = false, TimeSpan? backoff = null) => ServerTrial.StartAsync(
        options => options with
        {
            Webhooks = [webhook],
            WebhookBackoff = backoff ?? TimeSpan.FromMilliseconds(1),
            Environment = name => name == WebhookAddresses.SecretVariable ? Receiver.Secret : null,
        },
        folder,
        keepsFolder);
}
