using LeadScout.Messages;

namespace LeadScout.Sqlite.Health;

/// <summary>Something that was found out about a database.</summary>
/// <param name="IsDamage">Whether something is wrong; otherwise it is only worth knowing.</param>
/// <param name="What">In words.</param>
/// <param name="Next">What to do about it; null for nothing.</param>
public sealed record Finding(bool IsDamage, string What, UserMessage? Next)
{
    /// <summary>What to do about most damage.</summary>
    internal static readonly UserMessage SaveIt =
        $"Save what can be read into a new database, with {Setting.Salvage.To("NEW.db")}, or put a backup in its place.";
}
