namespace LeadScout.Questions;

/// <summary>What a question would find out about a person and the law protects: GDPR Art. 9 (1), POPIA s. 26.</summary>
public enum ProtectedTrait
{
    /// <summary>Religion or philosophical belief.</summary>
    Religion = 1,

    /// <summary>Race or ethnic origin.</summary>
    Ethnicity,

    /// <summary>Health or disability.</summary>
    Health,

    /// <summary>Sexual orientation or sex life.</summary>
    Orientation,

    /// <summary>Political opinion.</summary>
    Politics,

    /// <summary>Membership of a trade union.</summary>
    Union,

    /// <summary>Genetic or biometric data.</summary>
    Biometrics,
}
