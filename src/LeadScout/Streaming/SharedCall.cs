using LeadScout.Teaching.Asking;

namespace LeadScout.Streaming;

/// <summary>
/// Texts that go out together: filled, sent, home, and at last folded, which is when they are learned from. For the cascade's lock.
/// </summary>
/// <param name="foldsAtHome">Whether it is folded as soon as it is home, and not when its stream comes to it.</param>
internal sealed class SharedCall(bool foldsAtHome)
{
    public List<AskedText> Texts { get; } = [];

    public bool FoldsAtHome { get; set; } = foldsAtHome;

    public bool IsSent { get; set; }

    public bool IsHome { get; set; }

    public bool IsFolded { get; set; }

    /// <summary>What the service found out; null before, or when something was thrown.</summary>
    public AskResult? Outcome { get; set; }

    /// <summary>Ends at the latest when it is sent.</summary>
    public ITimer? Linger { get; set; }

    /// <summary>Asks no more of it than is on the wire; null before it is sent, and once it is home.</summary>
    public Action? Stop { get; set; }
}
