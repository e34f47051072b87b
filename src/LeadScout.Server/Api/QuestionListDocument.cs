using System.Text.Json.Serialization;
using LeadScout.Server.Questions;
using Microsoft.AspNetCore.Http;

namespace LeadScout.Server.Api;

/// <summary>A part of the questions that can be asked.</summary>
/// <param name="Items">The part.</param>
/// <param name="Skip">Questions before it.</param>
/// <param name="Total">All that can be asked.</param>
/// <param name="Next">The address of the next part; null at the end.</param>
internal sealed record QuestionListDocument(IReadOnlyList<KnownQuestionDocument> Items, int Skip, long? Total, string? Next)
{
    /// <summary>The files among the questions that can't be asked, and what to do; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BrokenQuestionDocument>? Broken { get; init; }

    public static QuestionListDocument Of(QuestionStore questions, int? skip, int? take, HttpRequest request)
    {
        var (known, broken) = questions.Read();
        var page = Page.Of([.. known.Select(KnownQuestionDocument.Of)], skip, take, request);
        return new QuestionListDocument(page.Items, page.Skip, page.Total, page.Next)
        {
            Broken = broken.Count == 0 ? null : [.. broken.Select(BrokenQuestionDocument.Of)],
        };
    }
}

/// <summary>A file among the questions that can't be asked.</summary>
/// <param name="Name">By it the file is deleted: <c>DELETE /api/v1/questions/NAME</c>.</param>
/// <param name="File">Where it lies, from the data folder.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="ToDo">How it is mended.</param>
internal sealed record BrokenQuestionDocument(string Name, string File, string Problem, string ToDo)
{
    public static BrokenQuestionDocument Of(BrokenQuestion broken) => new(
        broken.Name,
        broken.File,
        broken.Problem,
        $"{broken.ToDo} Or delete it: DELETE /api/v1/questions/{Uri.EscapeDataString(broken.Name)}.");
}
