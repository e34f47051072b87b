using System.Globalization;
using LeadScout.Llm.Leniency;
using LeadScout.Llm.Providers;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Wire;

/// <summary>What a response is worth: its items, its usage, and what was wrong with it as a whole.</summary>
internal static class Judgement
{
    private const int Framing = 16;
    private const int LongestModel = 100;
    private const int LongestToken = 128; // in characters: a run of spaces
    private const long MostTokens = 100_000_000;

    public static Reply Of(string teacher, Ask ask, ChatResponse response, Budget budget, int room)
    {
        var words = Utterance.Of(response).Words;
        var quotation = new Quotation(ask.Texts, budget.Prompt.Matchers);
        var (items, readable) = ReplyReader.Read(
            IsRefusal(response) ? "" : words, IsCutOff(response), ask.Texts.Length, budget.Prompt.Matchers, quotation);
        var usage = UsageOf(response, budget);
        return new Reply
        {
            Items = items,
            Model = Model(response.ModelId),
            Usage = usage ?? budget.Estimate(ask.Texts, response.Text),
            UsageKnown = usage is not null,
            ThinkingTokens = usage is { } counted ? ThoughtsIn(response, counted.OutputTokens, budget) : null,
            Fault = FaultOf(teacher, response, readable, usage?.OutputTokens >= budget.MostOutput(ask.Texts.Length, room))
                ?? (readable ? null : Unreadable(teacher, words, quotation)),
        };
    }

    // A service may call its model anything; what is kept is one short line.
    private static string? Model(string? said)
    {
        var line = string.Concat((said ?? "").Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)).Trim();
        return line.Length == 0 ? null : line.Length <= LongestModel ? line : line[..LongestModel];
    }

    private static bool IsRefusal(ChatResponse response) => response.Messages.Any(message => message.Contents.OfType<ErrorContent>().Any());

    private static bool IsCutOff(ChatResponse response) =>
        response.FinishReason == ChatFinishReason.Length || response.FinishReason == ChatFinishReason.ContentFilter;

    private static TeacherFault? FaultOf(string teacher, ChatResponse response, bool readable, bool isFull)
    {
        // Some services call it an ordinary end when thoughts have taken all the room there was.
        if (response.FinishReason == ChatFinishReason.Length || (isFull && !readable))
        {
            return new(TeacherFaultKind.CutOff, $"{teacher}: the reply reached the length limit.");
        }

        return IsRefusal(response) || response.FinishReason == ChatFinishReason.ContentFilter
            ? new(TeacherFaultKind.Refused, $"{teacher}: the model, or a content filter, would not answer.")
            : null;
    }

    private static TeacherFault Unreadable(string teacher, string words, Quotation quotation) => new(
        TeacherFaultKind.Unreadable,
        string.IsNullOrWhiteSpace(words) ? $"{teacher}: the reply is empty." : $"{teacher}: the reply holds no JSON object{quotation.Of(words)}.");

    /// <summary>
    /// As the provider counted them, or what the words leave over of the output; a few tokens are the reply's own framing.
    /// </summary>
    private static long ThoughtsIn(ChatResponse response, long output, Budget budget)
    {
        var unseen = output - budget.MostTokens(response.Text) - Framing;
        return Math.Clamp(response.Usage?.ReasoningTokenCount ?? unseen, 0, output);
    }

    /// <summary>
    /// Whether a text can have come to so many tokens: one is never longer than the longest in any vocabulary, and more than a hundred
    /// million are a mistake.
    /// </summary>
    private static bool CanBe(long tokens, string text) =>
        tokens >= (text.Length + LongestToken - 1) / LongestToken && tokens <= MostTokens;

    private static Usage? UsageOf(ChatResponse response, Budget budget)
    {
        // No call has an empty prompt, and no text takes no tokens: some client libraries make a 0 of a count that is missing.
        if (response.Usage is not { InputTokenCount: { } input, OutputTokenCount: { } output } details
            || !CanBe(input, budget.Prompt.System) || !CanBe(output, response.Text))
        {
            return null;
        }

        var cached = Math.Clamp(details.CachedInputTokenCount ?? 0, 0, input);
        var written = details.AdditionalCounts?.TryGetValue(ProviderConnection.CacheWrittenTokens, out long told) == true ? told
            : budget.MayBeCached(input) ? input
            : 0;
        return new(input, cached, output) { CacheWrittenTokens = Math.Clamp(written, 0, input - cached) };
    }
}
