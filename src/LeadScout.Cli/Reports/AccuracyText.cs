using System.Globalization;
using LeadScout.Application.Reports;
using LeadScout.Forecasts;
using LeadScout.Reviews;

namespace LeadScout.Cli.Reports;

/// <summary>How accurate a list is by people's judgement, for a person.</summary>
internal static class AccuracyText
{
    /// <summary>The interval that holds at any moment.</summary>
    public static string SoFar(Accuracy accuracy) => $"Accuracy so far: {Interval(accuracy.Lower, accuracy.Upper)}";

    /// <summary>The whole finding.</summary>
    public static void Write(TextWriter writer, Accuracy accuracy, int planned)
    {
        var confidence = Numbers.Stated(accuracy.Confidence);
        writer.WriteLine($"Judged {accuracy.Judged.Of("row")} of the {planned.Text()} drawn: {accuracy.Right.Text()} right, {(accuracy.Judged - accuracy.Right - accuracy.Unknown).Text()} wrong, {accuracy.Unknown.Text()} skipped.");
        writer.WriteLine(
            $"  accuracy by people, {confidence} confidence  {Interval(accuracy.Lower, accuracy.Upper)}    (true whenever you stop)");
        if (accuracy is { ExactLower: { } lower, ExactUpper: { } upper })
        {
            writer.WriteLine($"  the same, exact for {planned.Of("row")}       {Interval(lower, upper)}    (true because the sample's size was fixed beforehand)");
        }

        writer.WriteLine($"  of {accuracy.Rows.Of("row")} with a label{(accuracy.PersonRows > 0 ? $", {accuracy.PersonRows.Text()} of them by a person" : "")}, as the list stands now. How far it may differ from the LLM is another figure: the job's certificate.");
    }

    // Never rounded to a prettier figure: down below, up above.
    private static string Interval(double lower, double upper) =>
        $"{(Math.Floor(Math.Round(lower * 1000, 6)) / 10).ToString("0.0",
        CultureInfo.InvariantCulture)} % to {(Math.Ceiling(Math.Round(upper * 1000, 6)) / 10).ToString("0.0", CultureInfo.InvariantCulture)} %";
}
