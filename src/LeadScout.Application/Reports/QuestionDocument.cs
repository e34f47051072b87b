using System.Text.Json.Serialization;
using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Application.Reports;

/// <summary>What one of several questions of a job came to; its tokens and money are its even part of the calls that asked it.</summary>
public sealed record QuestionDocument : FiguresDocument
{
    private QuestionDocument(QuestionReport question)
        : base(question.Report) => Question = question.Question;

    [JsonPropertyOrder(-1)]
    public string Question { get; }

    public static QuestionDocument Of(QuestionReport question) => new(question);
}
