namespace LeadScout.Teaching;

/// <summary>
/// Remembers how a teacher's server wants to be asked, by the teacher's name and the server's address. Implementations are thread-safe.
/// </summary>
public interface IRequestProfileStore
{
    /// <summary>What was kept, as it was given; null for nothing.</summary>
    Task<string?> FindProfileAsync(string teacher, string url, CancellationToken cancellation = default);

    /// <summary>Keeps it in place of what was kept before; null forgets.</summary>
    Task KeepProfileAsync(string teacher, string url, string? profile, DateTimeOffset at, CancellationToken cancellation = default);
}
