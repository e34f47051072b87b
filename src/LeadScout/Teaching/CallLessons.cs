namespace LeadScout.Teaching;

/// <summary>
/// What a teacher's replies have taught about the calls that it takes. Lessons are taken in plan order and change no more than the limits
/// of later calls and how a batch is divided among them: never what is asked.
/// </summary>
/// <param name="ThinkingRoom">Output tokens that a reply needed for thoughts when the usual room was too small; null while it was
/// not.</param>
/// <param name="MostTexts">The most texts that a call may hold, because more never fitted; null while all did.</param>
/// <param name="Thinking">What the model's thinking took.</param>
public sealed record CallLessons(int? ThinkingRoom = null, int? MostTexts = null, ThinkingRecord Thinking = default)
{
    /// <summary>Nothing learnt.</summary>
    public static CallLessons None { get; } = new();

    /// <summary>Both together.</summary>
    public CallLessons And(CallLessons other) => new(
        ThinkingRoom is { } room ? Math.Max(room, other.ThinkingRoom ?? 0) : other.ThinkingRoom,
        MostTexts is { } most ? Math.Min(most, other.MostTexts ?? int.MaxValue) : other.MostTexts,
        Thinking + other.Thinking);
}
