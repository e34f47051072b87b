using LeadScout.Questions;

namespace LeadScout.Server.Access;

/// <summary>What a caller may do; each includes those before it.</summary>
public enum Scope
{
    /// <summary>Look at everything, change nothing, spend nothing.</summary>
    Read = 0,

    /// <summary>Upload, start jobs, ask, correct, judge patterns: what spends money and teaches.</summary>
    Label,

    /// <summary>Forget, keys, retention, the log of entries.</summary>
    Admin,
}
