namespace LeadScout.Teaching.Limits;

/// <summary>What a teacher is being waited for.</summary>
/// <param name="Reason">Who it is and what it says, in words that hold no lead text.</param>
/// <param name="Waited">How long it has given no answer to anybody.</param>
/// <param name="Patience">How long it will be waited for altogether.</param>
public sealed record TeacherWait(string Reason, TimeSpan Waited, TimeSpan Patience);
