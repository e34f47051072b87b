using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Reviews;

namespace LeadScout.Application.Reports;

/// <summary>What a review came to, for a program. Names are part of the command line's contract.</summary>
/// <param name="List">The labelled list.</param>
/// <param name="Question">The question's name.</param>
/// <param name="Job">The job that labelled it, if it is known.</param>
/// <param name="By">The person.</param>
/// <param name="Looked">Texts looked at in this review.</param>
/// <param name="Kept">Of these, whose label was right.</param>
/// <param name="Changed">Of these, that got another label.</param>
/// <param name="Skipped">Of these, left open.</param>
/// <param name="Accuracy">With a sample only.</param>
public sealed record ReviewDocument(
    string List, string Question, string? Job, string By, int Looked, int Kept, int Changed, int Skipped, AccuracyDocument? Accuracy);

/// <summary>The accuracy, as shares of the rows with a label.</summary>
public sealed record AccuracyDocument(
    double Confidence, long Rows, long PersonRows, int Sample, int Judged, int Right, int Wrong, int Unknown, double Lower, double Upper,
    double? ExactLower, double? ExactUpper)
{
    public static AccuracyDocument Of(Accuracy accuracy, int sample) => new(
        accuracy.Confidence, accuracy.Rows, accuracy.PersonRows, sample, accuracy.Judged, accuracy.Right,
        accuracy.Judged - accuracy.Right - accuracy.Unknown,
        accuracy.Unknown, accuracy.Lower, accuracy.Upper, accuracy.ExactLower, accuracy.ExactUpper);
}
