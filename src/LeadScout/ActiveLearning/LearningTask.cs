using LeadScout.Classifiers;

namespace LeadScout.ActiveLearning;

/// <summary>What is to be learned: a list, and what is known of it beforehand.</summary>
internal sealed record LearningTask
{
    /// <summary>By text: its rows; 0 for one that need not be decided.</summary>
    public required int[] Rows { get; init; }

    /// <summary>By text: its normalised form.</summary>
    public required Func<int, string> Normalised { get; init; }

    /// <summary>Number of labels.</summary>
    public required int Labels { get; init; }

    /// <summary>What the student studies.</summary>
    public required TrainingPool Studied { get; init; }

    /// <summary>Of what is drawn by chance.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Names of features that are left out.</summary>
    public IReadOnlySet<string> Retired { get; init; } = new HashSet<string>();

    /// <summary>Answers from before, with the text's index in the list or one below 0.</summary>
    public IEnumerable<(int Text, string Normalised, int Label)> Known { get; init; } = [];

    /// <summary>Changes what the student says about a text: the certificate is held to students that are wrong. Null in a job.</summary>
    public Func<int, Prediction, Prediction>? Mislead { get; init; }

    /// <summary>Cores that the student may use.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>What the texts mean, by text of the list, and by place of the answers from before; null for nothing.</summary>
    public VectorLookup? Vectors { get; init; }

    /// <summary>Lets others take part in judging a list of which not all texts are studied; null where there are no others.</summary>
    public Func<JudgingWork>? Share { get; init; }

    /// <summary>What is said about the texts beside their words; null for nothing.</summary>
    public HintLookup? Hints { get; init; }
}
