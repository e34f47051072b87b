using LeadScout.Teaching;

namespace LeadScout.Forecasts;

/// <summary>
/// What calls use, as a line: so much for each call and so much for each text. Taken from the teacher's own estimate of a sample of the
/// list's texts, once one to a call and once as they will be packed.
/// </summary>
/// <param name="CallInput">Input tokens of a call without its texts.</param>
/// <param name="TextInput">Input tokens of a text.</param>
/// <param name="CallOutput">Output tokens of a call without its answers.</param>
/// <param name="TextOutput">Output tokens of an answer.</param>
internal readonly record struct CallTokens(double CallInput, double TextInput, double CallOutput, double TextOutput)
{
    // A model of a family that thinks may think so many times as much as is usual for it.
    private const double GuessAtMost = 4;

    // How far one call's thinking may be below the mean of all; the mean of many lies nearer.
    private const double Unsure = 0.5;

    /// <summary>Draws the line through the estimates of the same texts, asked alone and packed.</summary>
    public static CallTokens Through(IReadOnlyList<Usage> alone, IReadOnlyList<Usage> packed)
    {
        var (input, text) = Line(alone.Sum(usage => usage.InputTokens), packed.Sum(usage => usage.InputTokens));
        var (output, answer) = Line(alone.Sum(usage => usage.OutputTokens), packed.Sum(usage => usage.OutputTokens));
        return new(input, text, output, answer);

        (double Call, double Text) Line(double singly, double together)
        {
            // Where every text goes alone there is one point and no line: all of it counts to the call.
            var call = alone.Count == 0 ? 0
                : alone.Count == packed.Count ? singly / alone.Count
                : Math.Clamp((singly - together) / (alone.Count - packed.Count), 0, singly / alone.Count);
            return (call, alone.Count == 0 ? 0 : (singly / alone.Count) - call);
        }
    }

    /// <summary>
    /// The same with what the model thinks, at least, probably and at most: as its replies have shown, or before there were any as is usual
    /// for it, which is little more than a guess.
    /// </summary>
    /// <param name="plain">Without thoughts.</param>
    /// <param name="usual">What is usual for the model.</param>
    /// <param name="shown">What its replies have shown.</param>
    public static (CallTokens Least, CallTokens Expected, CallTokens Most) Thinking(
        CallTokens plain, ThinkingLine usual, ThinkingRecord shown)
    {
        var (low, high) = shown.Calls == 0 ? (0, GuessAtMost) : (1 - (Unsure / Math.Sqrt(shown.Calls)), 1 + (1 / Math.Sqrt(shown.Calls)));
        var line = shown.Line ?? usual;
        return (With(low), With(1), With(high));

        CallTokens With(double times) =>
            plain with { CallOutput = plain.CallOutput + (times * line.PerCall), TextOutput = plain.TextOutput + (times * line.PerText) };
    }

    /// <summary>The same with so many texts more in each call, whose answers are known.</summary>
    public CallTokens Guarded(int canaries) =>
        this with { CallInput = CallInput + (canaries * TextInput), CallOutput = CallOutput + (canaries * TextOutput) };

    /// <summary>What so many calls with so many texts use.</summary>
    public Usage Of(long calls, long texts) =>
        new((long)Math.Round((calls * CallInput) + (texts * TextInput)), 0, (long)Math.Round((calls * CallOutput) + (texts * TextOutput)));
}
