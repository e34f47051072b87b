using System.Collections.Concurrent;
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
    // The room for thoughts grows by so many times, from so much on, until a model's own limit, or where that is unknown until what most
    // models give.
    private const int RoomGrowth = 4;
    private const int LeastRoom = 2048;
    private const int UnknownMostOutput = 32_768;

    // A room that only just held the longest thought so far will not hold the next one.
    private const double RoomMargin = 1.5;

    private static readonly AdditionalPropertiesDictionary Strict = new() { ["strict"] = true };

    private readonly IChatClient _client;
    private readonly ModelTraits _traits;
    private readonly TeacherOptions _options;
    private readonly Price? _price;
    private readonly Price? _flexPrice; // in the cheaper tier, where nobody stated a price
    private readonly ModelLimits? _limits; // null when nobody has stated them
    private readonly ConcurrentDictionary<string, Budget> _budgets = new(StringComparer.Ordinal);
    private readonly ReplyTime _time;

    /// <param name="name">Provider and model, as in <c>openai:gpt-5-mini</c>.</param>
    /// <param name="client">Makes the calls.</param>
    /// <param name="traits">How the model wants to be asked.</param>
    /// <param name="options">Time limit, prices and so on; the URL is of no concern here.</param>
    public LlmTeacher(string name, IChatClient client, ModelTraits traits, TeacherOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout ?? TimeSpan.MaxValue, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ThinkingTokens ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(traits.VocabularyMargin, 1);
        Name = name;
        var row = options.Prices.Find(name, options.Url);
        _price = options.Price ?? row?.Price;
        _flexPrice = options.Price is null && row?.FlexTimes is { } times ? FlexTier.Of(row.Price, times) : null;
        _limits = row?.Limits;
        _client = client;
        _traits = options.ThinkingTokens is { } tokens ? traits with { ReasoningTokens = tokens } : traits;
        _options = options;
        _time = ReplyTime.Of(options, isOwn: Price is null || Price.IsFree || (options.Url is { } url && Addresses.IsOwn(url)));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Price? Price =>
        _flexPrice is not null && Negotiation?.Tier is { IsServed: true } && !_options.TierFallback ? _flexPrice : _price;

    /// <summary>Finds out how the server wants to be asked; null for a client of unknown kind, which is asked one way.</summary>
    internal Negotiation.Negotiation? Negotiation { get; init; }

    /// <inheritdoc/>
    public Usage Ceiling(Ask ask) => BudgetOf(ask).Ceiling(ask.Texts, RoomOf(ask));

    /// <inheritdoc/>
    public bool Fits(Ask ask) =>
        _limits is { } limits ? BudgetOf(ask).Fits(ask.Texts, limits) : ask.Texts.Length == 1 || BudgetOf(ask).FitsCautiously(ask.Texts);

    /// <inheritdoc/>
    public Usage Estimate(Ask ask) => BudgetOf(ask).Expected(ask.Texts);

    /// <inheritdoc/>
    public ThinkingLine Thinking => _options.ThinkingTokens is { } stated ? new(stated, 0) { IsStated = true } : _traits.Thinking;

    /// <inheritdoc/>
    public Ask? Roomier(Ask ask)
    {
        var (room, most) = (RoomOf(ask), MostRoom(ask));
        var next = Math.Min(Math.Max((long)room * RoomGrowth, LeastRoom), most);
        return _options.ThinkingTokens is null && next > room ? ask with { ThinkingRoom = (int)next } : null;
    }

    /// <inheritdoc/>
    public int? RoomFor(ThinkingRecord record)
    {
        long room = _traits.ReasoningTokens;
        if (_options.ThinkingTokens is not null || record.MostTokens * RoomMargin <= room)
        {
            return null;
        }

        while (room < record.MostTokens * RoomMargin)
        {
            room = Math.Max(room * RoomGrowth, LeastRoom);
        }

        return (int)Math.Min(room, _limits?.MostOutput ?? UnknownMostOutput);
    }

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Ask ask, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var turn = Negotiation is null ? null : await Negotiation.EnterAsync(cancellation).ConfigureAwait(false);
        var limit = _time.Limit;
        using var timeout = new CancellationTokenSource(limit, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        var budget = BudgetOf(ask);
        Reply reply;
        try
        {
            ChatMessage[] messages = [new(ChatRole.System, budget.Prompt.System), new(ChatRole.User, Prompt.User(ask.Texts))];
            var response = await _client.GetResponseAsync(messages, Request(ask, budget), either.Token).ConfigureAwait(false);
            _time.Kept();
            reply = Judgement.Of(Name, ask, response, budget, RoomOf(ask));
        }
        catch (Exception e)
        {
            cancellation.ThrowIfCancellationRequested();
            var failure = Told(e, FaultMap.Of(Name, e, timeout.IsCancellationRequested ? limit : null));
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

    // What leaves no room for the answers is no room: a model's own limit holds for both together.
    private int RoomOf(Ask ask) =>
        ask.ThinkingRoom is { } room ? (int)Math.Min(room, Math.Max(_traits.ReasoningTokens, MostRoom(ask))) : _traits.ReasoningTokens;

    private long MostRoom(Ask ask) => (_limits?.MostOutput ?? UnknownMostOutput) - BudgetOf(ask).MostOutput(ask.Texts.Length, 0);

    private ChatOptions Request(Ask ask, Budget budget) => new()
    {
        Temperature = _options.Temperature ?? _traits.Temperature,
        Reasoning = _traits.Effort is { } effort ? new ReasoningOptions { Effort = effort } : null,
        MaxOutputTokens = budget.MostOutput(ask.Texts.Length, RoomOf(ask)),
        ResponseFormat = SendsSchema(budget) ? ChatResponseFormat.ForJsonSchema(budget.Prompt.Schema(ask.Texts.Length), "labels") : null,
        AdditionalProperties = Additional(ask, budget),
    };

    // A server that is to be told something else is told so further down.
    private bool SendsSchema(Budget budget) => _options.StructuredOutput != ReplyFormat.None && budget.Prompt.FitsSchema;

    private AdditionalPropertiesDictionary? Additional(Ask ask, Budget budget) => _traits.AsksForContext
        ? new() { ["num_ctx"] = budget.Context(ask.Texts, _limits ?? ModelLimits.Cautious, RoomOf(ask)) }
        : SendsSchema(budget) ? Strict : null;

    // What an unknown client throws may be anything, and is its maker's to mend: it is tried again as one that is away, not taken for a
    // reply.
    private CallFailedException Told(Exception thrown, CallFailedException failure) =>
        Negotiation is null && failure.Fault.Kind == TeacherFaultKind.Unreadable && thrown is not JsonException
            ? new(new(TeacherFaultKind.Unavailable, $"{Name}: its chat client threw {thrown.GetType().Name}."), mayBeBilled: true, inner: thrown)
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
            Usage = mayBeBilled ? MostOf(budget.Ceiling(ask.Texts, RoomOf(ask)), failure.Counted) : default,
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
            _options.Notice?.Invoke($"How {Name} wants to be asked could not be kept: {e.Message}");
        }
    }

    private static PromptLeakCheck LeakCheckOf(Ask ask) =>
        new(ask.Texts, ask.Questions.SelectMany(question => question.Labels).Select(label => label.Name));

    private Budget BudgetOf(Ask ask)
    {
        var isInlined = Negotiation?.Current is { IsInlined: true };
        return _budgets.GetOrAdd(
            $"{(isInlined ? "inlined " : "")}{string.Join(' ', ask.Questions.Select(question => $"{question.Name}:{question.Version}"))}",
            static (_, self) => new Budget(new Prompt(self.Questions), self.Traits) { IsInlined = self.IsInlined },
            (ask.Questions, Traits: _traits, IsInlined: isInlined));
    }

    /// <summary>The most that a call of unknown fate can have used: more than its ceiling only where the provider says so.</summary>
    private static Usage MostOf(Usage ceiling, CountedUsage? counted) => counted is not { } told ? ceiling : ceiling with
    {
        InputTokens = Math.Max(ceiling.InputTokens, told.Input),
        OutputTokens = Math.Max(ceiling.OutputTokens, told.Output),
    };
}
