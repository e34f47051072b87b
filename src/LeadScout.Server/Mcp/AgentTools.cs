using System.Collections.Immutable;

namespace LeadScout.Server.Mcp;

/// <summary>The tools, the same over standard streams and over HTTP but for what a list is.</summary>
internal static class AgentTools
{
    public const string Estimate = "estimate";
    public const string LabelList = "label_list";
    public const string CertifyList = "certify_list";
    public const string ClassifyTexts = "classify_texts";
    public const string Ask = "ask";
    public const string Explain = "explain";
    public const string Correct = "correct";
    public const string Review = "review";

    /// <summary>The wish that a result that is there be replaced.</summary>
    public const string Overwrite = "overwrite";

    /// <summary>The wish that the last correction be taken back.</summary>
    public const string Undo = "undo";

    private const string Paid =
        " Costs money unless everything is known: without 'confirm' or 'max_cost_usd' nothing is asked, and the reply says the price and a 'confirm' to call again with.";

    private static readonly AgentParameter Question = new(
        "question", AgentValue.Text, "The question's name, as among the resources, as in department; or a question file", IsRequired: true);

    private static readonly AgentParameter Text = new("text", AgentValue.Text, "The text, as it would stand in a list", IsRequired: true);

    private static readonly ImmutableArray<AgentParameter> Spending =
    [
        new("max_cost_usd", AgentValue.Dollars, "The most that this call may spend, in US dollars. It never raises the session's own limit"),
        new("confirm", AgentValue.Text, "What the reply with the price said under 'confirm': spend up to that price"),
    ];

    private static readonly ImmutableArray<AgentParameter> Reading =
    [
        new("column", AgentValue.Text, "The list's column to ask about; guessed from the header, and said, unless given"),
        new("max_error", AgentValue.Share, "The largest share of rows that may be wrong, as in 0.02, which it is unless given"),
        new("confidence", AgentValue.Share, "How sure of that to be, as in 0.95, which it is unless given"),
        new("limit", AgentValue.Count, "Only the first so many rows, for a trial"),
    ];

    /// <summary>All of them.</summary>
    /// <param name="list">What a list is named by.</param>
    /// <param name="writing">What only callers with files of their own are asked.</param>
    public static ImmutableArray<AgentTool> Of(string list, params ReadOnlySpan<AgentParameter> writing)
    {
        var input = new AgentParameter("list", AgentValue.Text, list, IsRequired: true);
        return
        [
            new(
                Estimate,
                "Estimate a list",
                "Says what labelling a list would probably ask and cost, and which texts would leave the machine. Asks nobody, costs nothing.",
                [input, Question, .. Reading]) { IsReadOnly = true },
            new(
                LabelList,
                "Label a list",
                "Labels every row of a list, learns from each answer at once, and proves how many rows may be wrong. The same call again goes on where it stopped." + Paid,
                [input, Question, .. Reading, .. writing, .. Spending]) { Spends = true },
            new(
                CertifyList,
                "Certify a labelled list",
                "Puts the labels that a list already has to the proof, by asking about rows drawn by lot." + Paid,
                [input, Question, new("label_column", AgentValue.Text, "The list's column that holds the labels", IsRequired: true), .. Reading, .. Spending])
                { Spends = true },
            new(
                ClassifyTexts,
                "Label texts",
                "Labels up to 1,000 texts, in order; those that must be asked share calls." + Paid,
                [new("texts", AgentValue.Texts, "The texts, as they would stand in a list", IsRequired: true), Question, .. Spending]) { Spends = true },
            new(Ask, "Label one text", "Labels one text and says why. Only what is not known yet is asked." + Paid, [Text, Question, .. Spending]) { Spends = true },
            new(
                Explain,
                "Explain a text",
                "Says what is known about a text, or what the student would say and by which patterns. Asks nobody, costs nothing.",
                [Text, Question]) { IsReadOnly = true },
            new(
                Correct,
                "Correct a label",
                "Puts a label on record that outranks the LLM's from the next text on, under the name of this session; or takes the last one back. Do it only when a person said so.",
                [Text, Question, new("label", AgentValue.Text, "The right label, one of the question's"), new(Undo, AgentValue.Flag, "Take the last correction of the text back, in place of a label")]),
            new(
                Review,
                "Find what to review",
                "The texts of a labelled list where a person's look is worth most, each with its label and why. Show them to a person; their word goes to 'correct'. Asks nobody.",
                [new("job", AgentValue.Text, "The job that labelled the list, by its id", IsRequired: true), new("question", AgentValue.Text, "Which question, where the job asked several"), new("limit", AgentValue.Count, "So many texts at most; 20 unless given")])
                { IsReadOnly = true },
        ];
    }
}
