namespace LeadScout.Teaching;

/// <summary>
/// What calls that were answered have shown of a model's thinking: sums over calls, so that the order of the calls does not matter.
/// </summary>
/// <param name="Calls">Calls.</param>
/// <param name="Texts">Their texts.</param>
/// <param name="SquaredTexts">The sum of the squared number of texts.</param>
/// <param name="Tokens">Output tokens that were thoughts.</param>
/// <param name="TextTokens">The sum of texts times such tokens.</param>
/// <param name="MostTokens">The most in one call.</param>
public readonly record struct ThinkingRecord(long Calls, long Texts, long SquaredTexts, long Tokens, long TextTokens, long MostTokens)
{
    /// <summary>One call.</summary>
    public static ThinkingRecord Of(int texts, long tokens) => new(1, texts, (long)texts * texts, tokens, texts * tokens, tokens);

    /// <summary>Both together.</summary>
    public static ThinkingRecord operator +(ThinkingRecord a, ThinkingRecord b) => new(
        a.Calls + b.Calls, a.Texts + b.Texts, a.SquaredTexts + b.SquaredTexts, a.Tokens + b.Tokens, a.TextTokens + b.TextTokens,
        Math.Max(a.MostTokens, b.MostTokens));

    /// <summary>
    /// The least-squares line through the calls, its parts held at 0 and above. Where all calls had equally many texts, all of it counts to
    /// the texts; where there were no calls, there is no line.
    /// </summary>
    public ThinkingLine? Line
    {
        get
        {
            if (Calls == 0 || Texts == 0)
            {
                return null;
            }

            var mean = (double)Tokens / Texts;
            var spread = ((double)Calls * SquaredTexts) - ((double)Texts * Texts);
            if (spread <= 0)
            {
                return new(0, mean);
            }

            var perText = Math.Clamp((((double)Calls * TextTokens) - ((double)Texts * Tokens)) / spread, 0, mean);
            return new((Tokens - (perText * Texts)) / Calls, perText);
        }
    }
}
