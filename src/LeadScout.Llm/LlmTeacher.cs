using System.Collections.Concurrent;
using LeadScout.Llm.Faults;
using LeadScout.Llm.Wire;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm;

/// <summary>
/// A teacher that is an LLM behind an <see cref="IChatClient"/>. One ask is one call: it never retries. The client given must not retry either.
/// Thread-safe if the client is.
/// </summary>
public sealed class LlmTeacher : ITeacher
{
    private static readonly AdditionalPropertiesDictionary Strict = new() { ["strict"] = true };

    private readonly IChatClient _client;
    private readonly ModelTraits _traits;
    private readonly TeacherOptions _options;
    private readonly ModelLimits? _limits; // null when nobody has stated them
    private readonly ConcurrentDictionary<string, Budget> _budgets = new(StringComparer.Ordinal);
    private int _schemaRefused; // 1 once the provider has said that it knows no schemas

    /// <param name="name">Provider and model, as in <c>openai:gpt-5-mini</c>.</param>
    /// <param name="client">Makes the calls.</param>
    /// <param name="traits">How the model wants to be asked.</param>
    /// <param name="options">Time limit, prices and so on; the URL is of no concern here.</param>
    public LlmTeacher(string name, IChatClient client, ModelTraits traits, TeacherOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ThinkingTokens ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(traits.VocabularyMargin, 1);
        Name = name;
        var row = options.Prices.Find(name);
        Price = options.Price ?? row?.Price;
        _limits = row?.Limits;
        _client = client;
        _traits = options.ThinkingTokens is { } tokens ? traits with { ReasoningTokens = tokens } : traits;
        _options = options;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Price? Price { get; }

    private bool SendsSchema => _options.StructuredOutput is ReplyFormat.Schema || (_options.StructuredOutput is ReplyFormat.Auto && Volatile.Read(ref _schemaRefused) == 0);

    /// <inheritdoc/>
    public Usage Ceiling(Ask ask) => BudgetOf(ask).Ceiling(ask.Texts);

    /// <inheritdoc/>
    public bool Fits(Ask ask) => (_limits is null && ask.Texts.Length == 1) || BudgetOf(ask).Fits(ask.Texts, _limits ?? ModelLimits.Cautious);

    /// <inheritdoc/>
    public Usage Estimate(Ask ask) => BudgetOf(ask).Expected(ask.Texts);

    /// <inheritdoc/>
    public async Task<Reply> AskAsync(Ask ask, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var budget = BudgetOf(ask);
        using var timeout = new CancellationTokenSource(_options.Timeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        var withSchema = SendsSchema && budget.Prompt.FitsSchema;
        try
        {
            ChatMessage[] messages = [new(ChatRole.System, budget.Prompt.System), new(ChatRole.User, Prompt.User(ask.Texts))];
            var response = await _client.GetResponseAsync(messages, Request(ask, budget, withSchema), either.Token);
            return Judgement.Of(Name, ask, response, budget);
        }
        catch (Exception e)
        {
            cancellation.ThrowIfCancellationRequested();
            return Failed(ask, budget, FaultMap.Of(Name, e, timeout.IsCancellationRequested ? _options.Timeout : null), withSchema);
        }
    }

    private ChatOptions Request(Ask ask, Budget budget, bool withSchema) => new()
    {
        Temperature = _options.Temperature ?? _traits.Temperature,
        Reasoning = _traits.Effort is { } effort ? new ReasoningOptions { Effort = effort } : null,
        MaxOutputTokens = budget.MostOutput(ask.Texts.Length),
        ResponseFormat = withSchema ? ChatResponseFormat.ForJsonSchema(budget.Prompt.Schema(ask.Texts.Length), "labels") : null,
        AdditionalProperties = Additional(ask, budget, withSchema),
    };

    private AdditionalPropertiesDictionary? Additional(Ask ask, Budget budget, bool withSchema) => _traits.AsksForContext
        ? new() { ["num_ctx"] = budget.Context(ask.Texts, _limits ?? ModelLimits.Cautious) }
        : withSchema ? Strict : null;

    private Reply Failed(Ask ask, Budget budget, CallFailedException failure, bool withSchema)
    {
        var fault = failure.Fault;
        if (failure.SchemaRefused && withSchema && _options.StructuredOutput is ReplyFormat.Auto)
        {
            fault = WithoutSchemaFromNowOn();
        }
        else if (failure.Words.Length > 0 && LeakCheckOf(ask).Leaks(failure.Words))
        {
            fault = fault with { Message = fault.Message.Replace(failure.Words, "(the provider's message is withheld, because it may quote a lead)", StringComparison.Ordinal) };
        }

        return new Reply
        {
            Items = [.. Enumerable.Repeat(ItemReply.Unanswered("the call failed"), ask.AnswerCount)],
            Usage = failure.MayBeBilled ? budget.Ceiling(ask.Texts) : default,
            UsageKnown = !failure.MayBeBilled,
            Fault = fault,
        };
    }

    /// <summary>The refused call was not billed; the desk makes the next one, so that it is journaled like any other.</summary>
    private TeacherFault WithoutSchemaFromNowOn()
    {
        if (Interlocked.Exchange(ref _schemaRefused, 1) == 0)
        {
            _options.Notice?.Invoke($"{Name} does not take a JSON schema for its reply; it is asked without one from now on.");
        }

        return new(TeacherFaultKind.Unavailable, $"{Name} does not take a JSON schema for its reply; the next call goes without.", TimeSpan.Zero);
    }

    private static PromptLeakCheck LeakCheckOf(Ask ask) =>
        new(ask.Texts, ask.Questions.SelectMany(question => question.Labels).Select(label => label.Name));

    private Budget BudgetOf(Ask ask) => _budgets.GetOrAdd(
        string.Join(' ', ask.Questions.Select(question => $"{question.Name}:{question.Version}")),
        static (_, self) => new Budget(new Prompt(self.Questions), self.Traits),
        (ask.Questions, Traits: _traits));
}
