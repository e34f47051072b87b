using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using LeadScout.Llm.Negotiation;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm;

/// <summary>
/// What is known of an LLM by its name, its price row and what its server has shown so far: needs no key and no client. Thread-safe.
/// </summary>
internal sealed class LlmProfile : TeacherProfile
{
    // The room for thoughts grows by so many times, from so much on, until a model's own limit, or where that is unknown until what most
    // models give.
    private const int RoomGrowth = 4;
    private const int LeastRoom = 2048;
    private const int UnknownMostOutput = 32_768;

    // A room that only just held the longest thought so far will not hold the next one.
    private const double RoomMargin = 1.5;

    private readonly Price? _price;
    private readonly Price? _flexPrice; // in the cheaper tier, where nobody stated a price
    private readonly ConcurrentDictionary<string, Budget> _budgets = new(StringComparer.Ordinal);

    /// <param name="name">Provider and model, as in <c>openai:gpt-5-mini</c>.</param>
    /// <param name="traits">How the model wants to be asked.</param>
    /// <param name="options">Time limit, prices and so on; the key is of no concern here.</param>
    public LlmProfile(string name, ModelTraits traits, TeacherOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout ?? TimeSpan.MaxValue, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ThinkingTokens ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(traits.VocabularyMargin, 1);
        Name = name;
        var row = options.Prices.Find(name, options.Url);
        _price = options.Price ?? row?.Price;
        _flexPrice = options.Price is null && row?.FlexTimes is { } times ? FlexTier.Of(row.Price, times) : null;
        Limits = row?.Limits;
        Traits = options.ThinkingTokens is { } tokens ? traits with { ReasoningTokens = tokens } : traits;
        Options = options;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override Price? Price =>
        _flexPrice is not null && Negotiation?.Tier is { IsServed: true } && !Options.TierFallback ? _flexPrice : _price;

    /// <inheritdoc/>
    public override ThinkingLine Thinking => Options.ThinkingTokens is { } stated ? new(stated, 0) { IsStated = true } : Traits.Thinking;

    /// <summary>Finds out how the server wants to be asked; null for a client of unknown kind, which is asked one way.</summary>
    public Negotiation.Negotiation? Negotiation { get; init; }

    /// <summary>How the model wants to be asked.</summary>
    public ModelTraits Traits { get; }

    /// <summary>What was said about the teacher beside its name.</summary>
    public TeacherOptions Options { get; }

    /// <summary>What the model can take; null when nobody has stated it.</summary>
    public ModelLimits? Limits { get; }

    /// <inheritdoc/>
    public override Usage Ceiling(Ask ask) => BudgetOf(ask).Ceiling(ask.Texts, RoomOf(ask));

    /// <inheritdoc/>
    public override bool Fits(Ask ask) =>
        Limits is { } limits ? BudgetOf(ask).Fits(ask.Texts, limits) : ask.Texts.Length == 1 || BudgetOf(ask).FitsCautiously(ask.Texts);

    /// <inheritdoc/>
    public override Usage Estimate(Ask ask) => BudgetOf(ask).Expected(ask.Texts);

    /// <inheritdoc/>
    public override Ask? Roomier(Ask ask)
    {
        var (room, most) = (RoomOf(ask), MostRoom(ask));
        var next = Math.Min(Math.Max((long)room * RoomGrowth, LeastRoom), most);
        return Options.ThinkingTokens is null && next > room ? ask with { ThinkingRoom = (int)next } : null;
    }

    /// <inheritdoc/>
    public override int? RoomFor(ThinkingRecord record)
    {
        long room = Traits.ReasoningTokens;
        if (Options.ThinkingTokens is not null || record.MostTokens * RoomMargin <= room)
        {
            return null;
        }

        while (room < record.MostTokens * RoomMargin)
        {
            room = Math.Max(room * RoomGrowth, LeastRoom);
        }

        return (int)Math.Min(room, Limits?.MostOutput ?? UnknownMostOutput);
    }

    /// <summary>The room for thoughts that a call of this ask has.</summary>
    public int RoomOf(Ask ask) =>
        ask.ThinkingRoom is { } room ? (int)Math.Min(room, Math.Max(Traits.ReasoningTokens, MostRoom(ask))) : Traits.ReasoningTokens;

    /// <summary>The prompt of an ask and what it takes, as the server wants it now.</summary>
    public Budget BudgetOf(Ask ask)
    {
        var isInlined = Negotiation?.Current is { IsInlined: true };
        return _budgets.GetOrAdd(
            $"{(isInlined ? "inlined " : "")}{string.Join(' ', ask.Questions.Select(question => $"{question.Name}:{question.Version}"))}",
            static (_, self) => new Budget(new Prompt(self.Questions), self.Traits) { IsInlined = self.IsInlined },
            (ask.Questions, Traits, IsInlined: isInlined));
    }

    /// <inheritdoc/>
    public override string? PromptHash(ImmutableArray<Question> questions) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new Prompt(questions).System)));

    // What leaves no room for the answers is no room: a model's own limit holds for both together.
    private long MostRoom(Ask ask) => (Limits?.MostOutput ?? UnknownMostOutput) - BudgetOf(ask).MostOutput(ask.Texts.Length, 0);
}
