using LeadScout.Llm.Providers;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Wire;

/// <summary>What a response is worth: its items, its usage, and what was wrong with it as a whole.</summary>
internal static class Judgement
{
    public static Reply Of(string teacher, Ask ask, ChatResponse response, Budget budget)
    {
        var isCutOff = response.FinishReason == ChatFinishReason.Length || response.FinishReason == ChatFinishReason.ContentFilter;
        var (items, readable) = ReplyReader.Read(response.Text, isCutOff, ask.Texts.Length, budget.Prompt.Matchers);
        var usage = UsageOf(response, budget);
        return new Reply
        {
            Items = items,
            Usage = usage ?? budget.Estimate(ask.Texts, response.Text),
            UsageKnown = usage is not null,
            Fault = FaultOf(teacher, response, readable),
        };
    }

    private static TeacherFault? FaultOf(string teacher, ChatResponse response, bool readable)
    {
        if (response.FinishReason == ChatFinishReason.Length)
        {
            return new(TeacherFaultKind.CutOff, $"{teacher}: the reply reached the length limit.");
        }

        if (response.FinishReason == ChatFinishReason.ContentFilter || response.Messages.Any(message => message.Contents.OfType<ErrorContent>().Any()))
        {
            return new(TeacherFaultKind.Refused, $"{teacher}: the model, or a content filter, would not answer.");
        }

        return readable ? null : new(TeacherFaultKind.Unreadable, $"{teacher}: the reply {(response.Text.Length == 0 ? "is empty" : "holds no JSON object")}.");
    }

    private static Usage? UsageOf(ChatResponse response, Budget budget)
    {
        // No call has an empty prompt, and no text takes no tokens: some client libraries make a 0 of a count that is missing.
        if (response.Usage is not { InputTokenCount: { } input, OutputTokenCount: { } output } details || input <= 0 || output < (response.Text.Length > 0 ? 1 : 0))
        {
            return null;
        }

        var cached = Math.Clamp(details.CachedInputTokenCount ?? 0, 0, input);
        var written = CacheWrites.In(response) ?? (budget.MayBeCached(input) ? input : 0);
        return new(input, cached, output) { CacheWrittenTokens = Math.Clamp(written, 0, input - cached) };
    }
}
