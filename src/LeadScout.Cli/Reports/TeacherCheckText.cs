using System.Globalization;
using LeadScout.Llm;
using LeadScout.Llm.Checks;
using LeadScout.Messages;
using LeadScout.Teaching;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>teachers check</c> says.</summary>
internal static class TeacherCheckText
{
    private const string NotTried = "not tried";
    private const string Unknown = "not known: no call was answered";

    public static void Write(TextWriter output, TeacherCheckResult result, Func<Remedy, string> words)
    {
        output.WriteLine($"{result.Teacher} at {result.Url}");
        Line("answers", result.AnswersOne ? "yes" : "no");
        Line("batch", BatchOf(result));
        Line(
            "same again",
            result.AnswersAlike ? "yes: the same call got the same answers" : result.AnswersSeveral ? "no: the same call got other answers" : NotTried);
        Line("reply's form", result.IsAnswered ? FormOf(result.StructuredOutput) : Unknown);
        Line(
            "settled on",
            !result.IsAnswered ? Unknown : result.Settled is [] ? "nothing special: the server takes requests as they are" : string.Join("; ", result.Settled));
        Line(
            "usage",
            !result.IsAnswered ? Unknown
            : result.CountsUsage ? "counted by the server"
            : "not counted by the server: calls count against a limit at the most that they can cost");
        Line(
            "limits",
            result.Limits is { } limits ? string.Create(CultureInfo.InvariantCulture, $"{limits.Context:N0} tokens of context, {limits.MostOutput:N0} of output") : "unknown: calls are packed with care");
        Line("price", PriceOf(result));
        Line("cost", CostOf(result));
        output.WriteLine(
            result.Problem is { } problem ? $"Problem: {problem.In(words)}" : result.AnswersAlike ? "All works." : "It works, but contradicts itself: see --self-check.");

        void Line(string what, string how) => output.WriteLine($"  {what,-13} {how}");
    }

    private static string BatchOf(TeacherCheckResult result) =>
        result.AnswersSeveral ? "yes: five texts in one call"
        : result.AsksSeveral && result.AnswersOne
            ? "no: not every text of a call with five got a usable answer; --rows-per-call 1 asks one by one"
        : result.AsksSeveral ? "no: not every text of a call with five got a usable answer"
        : NotTried;

    private static string FormOf(ReplyFormat form) => form switch
    {
        ReplyFormat.Schema => "JSON schema",
        ReplyFormat.JsonObject => "any JSON object",
        _ => "described in the prompt only",
    };

    private static string CostOf(TeacherCheckResult result)
    {
        var possibly = result.PossiblyBilled is { } most && most > Money.Zero ? $" measured, and up to {most} possibly billed," : "";
        var refused = result.RefusedCalls > 0 ? $"; {result.RefusedCalls} refused for how they asked, and not billed" : "";
        var calls = string.Create(CultureInfo.InvariantCulture, $"{result.Calls} call{(result.Calls == 1 ? "" : "s")}, " +
            $"{result.Usage.InputTokens:N0} tokens in, {result.Usage.OutputTokens:N0} out");
        return $"{result.Cost?.ToString() ?? "unknown"}{possibly} for {calls}{refused}";
    }

    private static string PriceOf(TeacherCheckResult result) => result.Price is not { } price
        ? "unknown: give --price-in and --price-out, or a table with --prices, to keep a spending limit"
        : string.Create(CultureInfo.InvariantCulture, $"${price.Input} in, ${price.Output} out per million tokens ({(result.PriceRow is { } row ? $"{row.Source}, {row.Date:yyyy-MM-dd}" : "as you state it")})");
}
