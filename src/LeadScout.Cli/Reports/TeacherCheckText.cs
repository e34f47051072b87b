using System.Globalization;
using LeadScout.Llm;
using LeadScout.Llm.Checks;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>teachers check</c> says.</summary>
internal static class TeacherCheckText
{
    public static void Write(TextWriter output, TeacherCheckResult result)
    {
        output.WriteLine($"{result.Teacher} at {result.Url}");
        Line("answers", result.AnswersOne ? "yes" : "no");
        Line("batch", result.AnswersSeveral ? "yes: five texts in one call" : result.AnswersOne ? "no: not every text of a call with five got a usable answer; --rows-per-call 1 asks one by one" : "not tried");
        Line("same again", result.AnswersAlike ? "yes: the same call got the same answers" : result.AnswersSeveral ? "no: the same call got other answers" : "not tried");
        Line("reply's form", result.StructuredOutput switch { ReplyFormat.Schema => "JSON schema", ReplyFormat.JsonObject => "any JSON object", _ => "described in the prompt only" });
        Line("settled on", result.Settled is [] ? "nothing special: the server takes requests as they are" : string.Join("; ", result.Settled));
        Line("usage", result.CountsUsage ? "counted by the server" : "not counted by the server: calls count against a limit at the most that they can cost");
        Line("limits", result.Limits is { } limits ? string.Create(CultureInfo.InvariantCulture, $"{limits.Context:N0} tokens of context, {limits.MostOutput:N0} of output") : "unknown: calls are packed with care");
        Line("price", PriceOf(result));
        var calls = string.Create(CultureInfo.InvariantCulture, $"{result.Calls} calls, {result.Usage.InputTokens:N0} tokens in, {result.Usage.OutputTokens:N0} out");
        Line("cost", $"{(result.Cost is { } cost ? cost.ToString() : "unknown")} for {calls}{(result.RefusedCalls > 0 ? $"; {result.RefusedCalls} refused for how they asked, and not billed" : "")}");
        output.WriteLine(result.Problem is { } problem ? $"Problem: {problem}" : result.AnswersAlike ? "All works." : "It works, but contradicts itself: see --self-check.");

        void Line(string what, string how) => output.WriteLine($"  {what,-13} {how}");
    }

    private static string PriceOf(TeacherCheckResult result) => result.Price is not { } price
        ? "unknown: give --price-in and --price-out, or a table with --prices, to keep a spending limit"
        : string.Create(CultureInfo.InvariantCulture, $"${price.Input} in, ${price.Output} out per million tokens ({(result.PriceRow is { } row ? $"{row.Source}, {row.Date:yyyy-MM-dd}" : "as you state it")})");
}
