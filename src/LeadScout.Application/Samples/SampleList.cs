namespace LeadScout.Application.Samples;

/// <summary>
/// The list that shows what LeadScout does without a key: leads in six languages, and what an LLM was recorded to answer about them. Made by
/// eng/LeadScout.SampleGenerator.
/// </summary>
public static class SampleList
{
    /// <summary>The list, a CSV.</summary>
    public const string ListName = "leads.csv";

    /// <summary>The recorded answers, for the teacher <c>recorded:</c>.</summary>
    public const string AnswersName = "department.tsv";

    /// <summary>The built-in question that the answers are to.</summary>
    public const string QuestionName = "department";

    /// <summary>The column that the question is about.</summary>
    public const string Column = "Job Title";

    /// <summary>Leads in the list.</summary>
    public const int Rows = 7000;

    /// <summary>Opens the list or the answers.</summary>
    /// <param name="name"><see cref="ListName"/> or <see cref="AnswersName"/>.</param>
    public static Stream Open(string name) => typeof(SampleList).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The sample {name} is not built in.");
}
