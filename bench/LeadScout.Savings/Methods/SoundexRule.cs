using LeadScout.Savings.Runs;

namespace LeadScout.Savings.Methods;

/// <summary>
/// The rule of LeadScout's predecessor: one answer answers for its whole sound class, the class being the Soundex code of the whole text
/// run together. A text without a code is a class of its own.
/// </summary>
internal static class SoundexRule
{
    public static Method Method { get; } = new("soundex", "predecessor's rule (Soundex class)", RunAsync);

    private static async Task<MethodOutcome> RunAsync(Trial trial)
    {
        var labelOfClass = new Dictionary<string, int>(StringComparer.Ordinal);
        var labelOfText = new Dictionary<int, int>();
        var output = new int[trial.Sample.Rows.Length];
        for (var row = 0; row < output.Length; row++)
        {
            var text = trial.Sample.Text(row);
            if (!labelOfText.TryGetValue(text, out output[row]))
            {
                var code = Soundex.Of(trial.Set.Texts[text]);
                if (code.Length == 0 || !labelOfClass.TryGetValue(code, out output[row]))
                {
                    output[row] = await OneByOne.AskAsync(trial, text);
                    labelOfClass.TryAdd(code, output[row]);
                }

                labelOfText.Add(text, output[row]);
            }
        }

        return new MethodOutcome(output, null);
    }
}
