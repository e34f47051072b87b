using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using LeadScout.Server.Api;
using LeadScout.Server.Hosting;
using LeadScout.Server.Jobs;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace LeadScout.Server.Notifying;

/// <summary>
/// Says to a job's webhook that it has ended or stopped: signed, tried again for about an hour, and at least once, for what a crash keeps from
/// being sent goes out when the server starts again. Thread-safe.
/// </summary>
internal sealed partial class WebhookSender : IHostedService, IDisposable
{
    private const int Retries = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly WebhookAddresses _addresses;
    private readonly WebhookOutbox _outbox;
    private readonly ServerOptions _options;
    private readonly JsonSerializerOptions _json;
    private readonly ILogger<WebhookSender> _log;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly ConcurrentDictionary<string, Task> _sending = [];
    private readonly CancellationTokenSource _ends = new();

    public WebhookSender(WebhookAddresses addresses, WebhookOutbox outbox, ServerOptions options, IOptions<JsonOptions> json, ILogger<WebhookSender> log)
    {
        (_addresses, _outbox, _options, _json, _log) = (addresses, outbox, options, json.Value.SerializerOptions, log);
        _client = new HttpClient(PublicNetwork.Handler(options.WebhooksMayBePrivate, (host, stop) => Dns.GetHostAddressesAsync(host, stop))) { Timeout = Timeout.InfiniteTimeSpan };
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Retries,
                Delay = options.WebhookBackoff,
                MaxDelay = LongestWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = tried => ValueTask.FromResult(IsPassing(tried.Outcome)),
                OnRetry = tried =>
                {
                    tried.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Takes the news of a job that stands still, and sends it in its own time.</summary>
    public async Task TellAsync(JobView view, string? webhook)
    {
        if (webhook is null || !_addresses.Allowed.Any(address => address.AbsoluteUri == webhook))
        {
            return; // none was wanted, or it is not allowed any more
        }

        var at = _options.Clock.GetUtcNow();
        var body = JsonSerializer.Serialize(new WebhookBody("job.stopped", at, JobStatus.Of(view, withCurve: false)), _json);
        var message = new WebhookMessage($"msg_{Guid.CreateVersion7(at):N}", new Uri(webhook), body);
        await _outbox.KeepAsync(message);
        Send(message);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var message in _outbox.Left())
        {
            if (_addresses.Allowed.Contains(message.Address))
            {
                Send(message);
            }
            else
            {
                _outbox.Remove(message);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ends.CancelAsync();
        await Task.WhenAll(_sending.Values).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _ends.Dispose();
    }

    // A receiver that is down, or has too much to do, may be there in a minute; one that says no means it.
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException { InnerException: PrivateAddressException } } => false,
        { Exception: HttpRequestException or Polly.Timeout.TimeoutRejectedException } => true,
        { Result: { } answer } => (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests,
        _ => false,
    };

    private void Send(WebhookMessage message) => _sending[message.Id] = Task.Run(async () =>
    {
        try
        {
            using var answer = await _pipeline.ExecuteAsync(async _ => await PostAsync(message), _ends.Token);
            Answered(_log, message.Id, message.Address.Host, (int)answer.StatusCode);
            _outbox.Remove(message);
        }
        catch (OperationCanceledException) when (_ends.IsCancellationRequested)
        {
            // It goes out when the server starts again.
        }
        catch (Exception e) when (e is HttpRequestException or Polly.Timeout.TimeoutRejectedException or IOException)
        {
            GivenUp(_log, message.Id, message.Address.Host, (e.InnerException as PrivateAddressException)?.Message ?? e.Message);
            _outbox.Remove(message);
        }
        finally
        {
            _sending.TryRemove(message.Id, out _);
        }
    });

    /// <summary>One try. The server's end waits for it: a receiver that has the message already is not told twice.</summary>
    private async Task<HttpResponseMessage> PostAsync(WebhookMessage message)
    {
        using var patience = new CancellationTokenSource(Patience, _options.Clock);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Address) { Content = new StringContent(message.Body, Encoding.UTF8, "application/json") };
        WebhookSignature.Sign(request, _addresses.Secret.Span, message.Id, _options.Clock.GetUtcNow(), message.Body);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested)
        {
            throw new Polly.Timeout.TimeoutRejectedException("No answer in time.", Patience, e);
        }
    }

    [LoggerMessage(30, LogLevel.Information, "Webhook {Id} to {Host} was answered with {Status}.")]
    private static partial void Answered(ILogger log, string id, string host, int status);

    [LoggerMessage(31, LogLevel.Warning, "Webhook {Id} to {Host} could not be delivered: {Why}")]
    private static partial void GivenUp(ILogger log, string id, string host, string why);
}

/// <summary>What a webhook is told.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Data">The job as it stands; no text of a lead is in it.</param>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, JobStatus Data);
