using LeadScout.Texts;

namespace LeadScout.Questions;

/// <summary>Why a question is taken to infer a protected trait.</summary>
/// <param name="Trait">The trait.</param>
/// <param name="Words">The words that gave it away: folded ones of the name or instruction, or names of labels.</param>
/// <param name="Label">The index of the first label that gave it away; -1 for the question's name or instruction.</param>
public sealed record TraitFinding(ProtectedTrait Trait, string Words, int Label)
{
    /// <summary>The trait in words, as in "a person's religion or philosophical belief".</summary>
    public string Meaning => Trait switch
    {
        ProtectedTrait.Religion => "a person's religion or philosophical belief",
        ProtectedTrait.Ethnicity => "a person's race or ethnic origin",
        ProtectedTrait.Health => "a person's health or disability",
        ProtectedTrait.Orientation => "a person's sex life or sexual orientation",
        ProtectedTrait.Politics => "a person's political opinion",
        ProtectedTrait.Union => "a person's membership of a trade union",
        _ => "a person's genetic or biometric data",
    };
}
