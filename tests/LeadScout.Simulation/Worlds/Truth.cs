using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Simulation.Worlds;

/// <summary>
/// What the LLM says of a text when nothing goes wrong: by the first word that it knows, and of some texts otherwise, so that no student
/// can know. It depends on the text's key and the question alone.
/// </summary>
/// <param name="noise">Of how many texts in 1,000 it says otherwise.</param>
internal sealed class Truth(int noise)
{
    /// <summary>A text with this word gets no label of the question, ever.</summary>
    public const string Unanswerable = "xyzzy";

    /// <summary>A text with this word makes the service refuse the call that it is in.</summary>
    public const string Forbidden = "plugh";

    /// <summary>A text with this word talks an obedient LLM round: all texts of its call get its label.</summary>
    public const string Order = "plover";

    /// <summary>Words that say something, a few for each label.</summary>
    public static ImmutableArray<string> Words { get; } =
    [
        "sales", "vertrieb", "ventes", "account", "marketing", "brand", "campaign", "werbung", "finance", "controller", "buchhaltung", "audit",
        "developer", "software", "netzwerk", "data", "nurse", "arzt", "clinic", "lab", "lawyer", "notar", "legal", "contracts", "driver",
        "logistik", "warehouse", "fleet", "teacher", "schule", "tutor", "dean", "chef", "kitchen", "hotel", "reception",
    ];

    /// <summary>The label's index.</summary>
    public int LabelOf(Question question, string text)
    {
        var normalised = TextNormaliser.Normalise(text);
        var key = TextKey.OfNormalised(normalised);
        var lot = (int)((key.Hash.Lower ^ question.Version.Hash.Lower) % 1000);
        var known = normalised.Split(' ').Select(word => Words.IndexOf(word)).FirstOrDefault(word => word >= 0, (int)(key.Hash.Upper % 7));
        var turn = (int)(question.Version.Hash.Upper % 5) + 3;
        return (known / turn + (lot < noise ? 1 + lot : 0)) % question.Labels.Length;
    }

    public static bool Has(string text, string word) => TextNormaliser.Normalise(text).Split(' ').Contains(word, StringComparer.Ordinal);
}
