namespace LeadScout.Jobs;

/// <summary>
/// Streams the leads of a list, first to last, once. Bad input throws <see cref="BadInputException"/> naming file, row and column.
/// To add a format: implement this and <see cref="ILeadWriter"/>, and name the file's ending in LeadScout.Files.
/// Not thread-safe; disposing closes the file.
/// </summary>
public interface ILeadReader : IDisposable
{
    /// <summary>The header, in file order; no two alike.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The current lead's number, from 1, the header not counted; 0 before the first.</summary>
    long Row { get; }

    /// <summary>Goes to the next lead; false at the end.</summary>
    bool Read();

    /// <summary>The value of a column of the current lead, as text; "" when empty. Valid until the reader is called again.</summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    ReadOnlySpan<char> Value(int column);
}
