using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>A list that a job can read as often as it needs, and how its result is written.</summary>
/// <param name="Name">For messages: the path as the user gave it.</param>
/// <param name="Hash">Content hash of the bytes (and of what else decides how they are read, such as the sheet); a job resumes only on the
/// same.</param>
/// <param name="Open">Opens a fresh reader at the first lead.</param>
/// <param name="Create">Opens the writer for leads of the given reader, with these added columns.</param>
/// <param name="CheckOutput">Throws <see cref="BadInputException"/> when the output can't be written; called before anything is
/// paid.</param>
public sealed record LeadFile(
    string Name,
    string Hash,
    Func<ILeadReader> Open,
    Func<ILeadReader, IReadOnlyList<AddedColumn>, ILeadWriter> Create,
    Action CheckOutput)
{
    /// <summary>
    /// Follows a reader that stands before the first lead, so that its leads need not be read again to be written; null where they must.
    /// </summary>
    public Func<ILeadReader, ILeadTrail?> Follow { get; init; } = _ => null;
}
