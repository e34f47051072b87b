using LeadScout.Jobs;
using LeadScout.Statistics;

namespace LeadScout.Application.Reports;

/// <summary>How far answers depend on their calls, in a sentence or two.</summary>
public static class AloneCheckText
{
    /// <summary>As in <c>asked alone about 200 rows, the LLM gave another label to 3: …</c>.</summary>
    public static string Of(AnsweredAlone alone, ErrorBudget budget)
    {
        if (alone.Rows == 0)
        {
            return "the LLM and the student decided no row.";
        }

        var confidence = Numbers.Stated(alone.Confidence);
        var said = $"asked alone about {alone.Rows.Of("row")}, the LLM gave another label to {alone.Different.Text()}: with {confidence} confidence at most "
            + $"{Numbers.Percent(alone.AtMost)} of the rows that it or the student decided differ from what it says about each alone, whatever shared a call. "
            + $"Of its own answers {alone.DifferentAnswers.Text()} of {alone.Answers.Text()} differ, at most {Numbers.Percent(alone.AnswersAtMost)}: so far may they depend on their calls, or change by themselves.";
        return ExactInterval.Of(alone.Different, alone.Rows).Lower > budget.MaxError
            ? $"{said} That is more than the {Numbers.Stated(budget.MaxError)} allowed to differ: with this LLM, ask fewer texts in a call, or put texts of known answers into each (canaries)."
            : said;
    }
}
