using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Statistics;

namespace LeadScout.Jobs.Planning;

/// <summary>What a learning plan may have beside its list.</summary>
internal sealed record LearningPlanOptions
{
    /// <summary>Changes what the student says about a text: the certificate is held to students that are wrong. Null in a job.</summary>
    public Func<int, Prediction, Prediction>? Mislead { get; init; }

    /// <summary>Cores that learning may use.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>Whether calls are filled while decisions are audited: in jobs whose question was answered before.</summary>
    public bool FillsCalls { get; init; }

    /// <summary>Others who can judge texts of a long list; null for nobody.</summary>
    public ITextJudges? Judges { get; init; }

    /// <summary>The budgets by label.</summary>
    public IReadOnlyList<LabelLimit> Limits { get; init; } = [];

    /// <summary>What the texts mean; null for nothing.</summary>
    public JobVectors? Vectors { get; init; }

    /// <summary>What the list's columns of hints say; null for nothing.</summary>
    public ListHints? Hints { get; init; }
}
