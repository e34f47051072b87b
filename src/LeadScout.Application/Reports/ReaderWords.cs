using LeadScout.Classifiers;
using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>What readers see for the words that files and documents keep: there it is the teacher, as in <c>--teacher</c>; readers know the LLM.</summary>
public static class ReaderWords
{
    /// <summary>Who decided a row.</summary>
    public static string Shown(this DecisionSource source) => OfSource(source.Word());

    /// <summary>The state of a job.</summary>
    public static string Shown(this JobState state) => state == JobState.TeacherUnavailable ? "LLM-unavailable" : state.Word();

    /// <summary>The same for a source that is a word already, as in a document.</summary>
    public static string OfSource(string word) => word == DecisionSource.Teacher.Word() ? "LLM" : word;
}
