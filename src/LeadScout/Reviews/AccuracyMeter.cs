using LeadScout.Statistics;

namespace LeadScout.Reviews;

/// <summary>Turns the judgements on a random sample into an accuracy. Immutable and thread-safe.</summary>
/// <param name="predicted">What is predicted about the rows that the sample was drawn from, before any was judged.</param>
/// <param name="personRows">Further rows, with a person's answer.</param>
/// <param name="personRight">How many of them have the label that a person gives.</param>
/// <param name="sampleSize">How many rows are drawn in all, fixed beforehand.</param>
/// <param name="confidence">Between 0 and 1.</param>
public sealed class AccuracyMeter(PredictedErrors predicted, long personRows, long personRight, int sampleSize, double confidence)
{
    /// <summary>The accuracy after some rows.</summary>
    /// <param name="judged">The first rows of the draw, in its order: whether right, or null where nobody could tell, and what was
    /// predicted.</param>
    public Accuracy Of(IReadOnlyList<(bool? IsRight, double Predicted)> judged)
    {
        var (right, unknown) = (judged.Count(row => row.IsRight == true), judged.Count(row => row.IsRight is null));
        var most = Bounds(judged, unknownIsWrong: true).Most;
        var least = unknown == 0 ? Bounds(judged, unknownIsWrong: true).Least : Bounds(judged, unknownIsWrong: false).Least;
        var isWhole = judged.Count == sampleSize;
        var wrong = judged.Count - right - unknown;
        return new Accuracy
        {
            Confidence = confidence,
            Rows = predicted.Rows + personRows,
            PersonRows = personRows,
            Judged = judged.Count,
            Right = right,
            Unknown = unknown,
            Lower = ShareWithout(most),
            Upper = ShareWithout(least),
            ExactLower = isWhole ? ShareWithout(ExactWrongRows.Of(predicted.Rows, judged.Count, wrong + unknown, confidence).Most) : null,
            ExactUpper = isWhole ? ShareWithout(ExactWrongRows.Of(predicted.Rows, judged.Count, wrong, confidence).Least) : null,
        };
    }

    private WrongRows Bounds(IReadOnlyList<(bool? IsRight, double Predicted)> judged, bool unknownIsWrong)
    {
        var sequence = new ErrorConfidenceSequence(predicted, confidence);
        foreach (var (isRight, prediction) in judged)
        {
            sequence.Observe(isRight is { } known ? !known : unknownIsWrong, prediction);
        }

        return sequence.Bounds;
    }

    private double ShareWithout(long wrong) =>
        predicted.Rows + personRows == 0 ? 1 : (double)(predicted.Rows - wrong + personRight) / (predicted.Rows + personRows);
}
