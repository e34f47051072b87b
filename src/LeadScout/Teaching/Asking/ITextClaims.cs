using LeadScout.Answers;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// A store that several processes share: a text that one of them is asking about is nobody else's to ask until that has ended. A claim ends with
/// the process that made it, however that ends. Thread-safe.
/// </summary>
public interface ITextClaims
{
    /// <summary>Claims texts for a job, or for a single ask; a job's own claims are no obstacle to it.</summary>
    /// <returns>Those claimed; another process is asking about the others.</returns>
    Task<IReadOnlySet<AskId>> ClaimAsync(JobId? job, string teacher, IReadOnlyCollection<AskId> asks, CancellationToken cancellationToken);

    /// <summary>Lets them go: what was answered is in the log by now.</summary>
    Task EndClaimsAsync(string teacher, IReadOnlyCollection<AskId> asks);
}
