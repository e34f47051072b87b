namespace LeadScout.Jobs;

/// <summary>What becomes of texts longer than <see cref="JobSettings.MaxText"/>.</summary>
public enum LongTexts
{
    /// <summary>Their beginning is asked about.</summary>
    Cut,

    /// <summary>They are left undecided.</summary>
    Skip,
}
