using System.Text.Json;
using LeadScout.Llm.Faults;
using LeadScout.Llm.Leniency;
using LeadScout.Llm.Negotiation;
using LeadScout.Llm.Providers;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm;

/// <summary>
/// A teacher that is an LLM behind an <see cref="IChatClient"/>. One ask is one call: it never retries. The client given must not retry
/// either. Thread-safe if the client is.
/// </summary>
internal sealed class LlmTeacher : ITeacher
{
    private static readonly AdditionalPropertiesDictionary Strict = new() { ["strict"] = true };

    private readonly LlmProfile _profile;
    private readonly Lazy<IChatClient> _client;
    private readonly TeacherOptions _options;
    private readonly ReplyTime _time;

    /// <param name="name">Provider and model, as in <c>openai:gpt-5-mini</c>.</param>
    /// <param name="client">Makes the calls.</param>
    /// <param name="traits">How the model wants to be asked.</param>
    /// <param name="options">Time limit, prices and so on; the URL is of no concern here.</param>
    public LlmTeacher(string name, IChatClient client, ModelTraits traits, TeacherOptions options)
        : this(new LlmProfile(name, traits, options), () => client)
    {
    }

    /// <param name="profile">What is known of it.</param>
    /// <param name="connect">Makes the client, once, when it is first needed.</param>
    internal LlmTeacher(LlmProfile profile, Func<IChatClient> connect)
    {
        (_profile, _client, _options) = (profile, new Lazy<IChatClient>(connect), profile.Options);
        var isFree = profile.Price is null || profile.Price.IsFree;
        _time = ReplyTime.Of(_options, isOwn: isFree || (_options.Url is { } url && Addresses.IsOwn(url)));
    }

    /// <inheritdoc/>
    public TeacherProfile Profile => _profile;

    /// <summary>Finds out how the server wants to be asked; null for a client of unknown kind, which is asked one way.</summary>
    internal Negotiation.Negotiation? Negotiation => _profile.Negotiation;

    /// <inheritdoc/>
    public void EnsureReady() => _ = _client.Value;

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var turn = Negotiation is null ? null : await Negotiation.EnterAsync(cancellationToken).ConfigureAwait(false);
        var limit = _time.Limit;
        using var timeout = new CancellationTokenSource(limit, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var budget = _profile.BudgetOf(ask);
        Reply reply;
        try
        {
            ChatMessage[] messages = [new(ChatRole.System, budget.Prompt.System), new(ChatRole.User, Prompt.User(ask.Texts))];
            var response = await _client.Value.GetResponseAsync(messages, Request(ask, budget), either.Token).ConfigureAwait(false);
            _time.Kept();
            reply = Judgement.Of(_profile.Name, ask, response, budget, _profile.RoomOf(ask));
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = Told(e, FaultMap.Of(_profile.Name, e, timeout.IsCancellationRequested ? limit : null));
            if (failure.Fault.Kind == TeacherFaultKind.TimedOut)
            {
                _time.Missed(limit);
            }

            var failed = Failed(ask, budget, failure);
            return failed with { Fault = failed.Fault! with { Cause = e } };
        }

        await RememberAsync().ConfigureAwait(false);
        return reply;
    }

    private ChatOptions Request(Ask ask, Budget budget) => new()
    {
        Temperature = _options.Temperature ?? _profile.Traits.Temperature,
        Reasoning = _profile.Traits.Effort is { } effort ? new ReasoningOptions { Effort = effort } : null,
        MaxOutputTokens = budget.MostOutput(ask.Texts.Length, _profile.RoomOf(ask)),
        ResponseFormat = SendsSchema(budget) ? ChatResponseFormat.ForJsonSchema(budget.Prompt.Schema(ask.Texts.Length), "labels") : null,
        AdditionalProperties = Additional(ask, budget),
    };

    // A server that is to be told something else is told so further down.
    private bool SendsSchema(Budget budget) => _options.StructuredOutput != ReplyFormat.None && budget.Prompt.FitsSchema;

    private AdditionalPropertiesDictionary? Additional(Ask ask, Budget budget) => _profile.Traits.AsksForContext
        ? new() { ["num_ctx"] = budget.Context(ask.Texts, _profile.Limits ?? ModelLimits.Cautious, _profile.RoomOf(ask)) }
        : SendsSchema(budget) ? Strict : null;

    // What an unknown client throws may be anything, and is its maker's to mend: it is tried again as one that is away, not taken for a
    // reply.
    private CallFailedException Told(Exception thrown, CallFailedException failure) =>
        Negotiation is null && failure.Fault.Kind == TeacherFaultKind.Unreadable && thrown is not JsonException
            ? new(new(TeacherFaultKind.Unavailable, $"{_profile.Name}: its chat client threw {thrown.GetType().Name}."), mayBeBilled: true, inner: thrown)
            : failure;

    private Reply Failed(Ask ask, Budget budget, CallFailedException failure)
    {
        var (fault, mayBeBilled) = (failure.Fault, failure.MayBeBilled);
        if (failure is { Refusal: { } refusal, Sent: var (profile, body) }
            && Negotiation?.Consider(profile, body, refusal, ask.Texts, fault.Kind is TeacherFaultKind.BadRequest or TeacherFaultKind.Unavailable) is { } otherwise)
        {
            (fault, mayBeBilled) = (new(TeacherFaultKind.Renegotiated, otherwise.Message), mayBeBilled && !otherwise.NamesReason);
        }
        else if (failure.Words.Length > 0 && LeakCheckOf(ask).Leaks(failure.Words))
        {
            fault =
                fault with { Message = fault.Message.Replace(failure.Words, "(the provider's message is withheld, because it may quote a lead)", StringComparison.Ordinal) };
        }

        if (failure.Refusal is null || fault.Kind is TeacherFaultKind.RateLimited or TeacherFaultKind.KeyRefused)
        {
            Negotiation?.Opened();
        }

        return new Reply
        {
            Items = [.. Enumerable.Repeat(AskOutcome.Failed("the call failed"), ask.AnswerCount)],
            Usage = mayBeBilled ? MostOf(budget.Ceiling(ask.Texts, _profile.RoomOf(ask)), failure.Counted) : default,
            UsageKnown = !mayBeBilled,
            Fault = fault,
        };
    }

    /// <summary>What a server wants is a convenience to know: a reply that is paid for does not go by the board over it.</summary>
    private async Task RememberAsync()
    {
        try
        {
            await (Negotiation?.RememberAsync(CancellationToken.None) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or BadInputException)
        {
            _options.Notice?.Invoke($"How {_profile.Name} wants to be asked could not be kept: {e.Message}");
        }
    }

    private static PromptLeakCheck LeakCheckOf(Ask ask) =>
        new(ask.Texts, ask.Questions.SelectMany(question => question.Labels).Select(label => label.Name));

    /// <summary>The most that a call of unknown fate can have used: more than its ceiling only where the provider says so.</summary>
    private static Usage MostOf(Usage ceiling, CountedUsage? counted) => counted is not { } told ? ceiling : ceiling with
    {
        InputTokens = Math.Max(ceiling.InputTokens, told.Input),
        OutputTokens = Math.Max(ceiling.OutputTokens, told.Output),
    };
}
