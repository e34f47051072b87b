using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// Streams the leads of a list, first to last, once. Bad input throws <see cref="BadInputException"/> naming file, row and column; a
/// <see cref="BadRowException"/> concerns one row, and the next call goes on behind it. Nothing else is thrown for what stands in a file.
/// To add a format: implement this and <see cref="ILeadWriter"/>, and name the file's ending in LeadScout.Files.
/// Not thread-safe; disposing closes the file.
/// </summary>
public interface ILeadReader : IDisposable
{
    /// <summary>The header, in file order; no two alike: of a name that stands twice each is called by its place too.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The current lead's number, from 1, the header not counted; 0 before the first.</summary>
    long Row { get; }

    /// <summary>
    /// How the file is understood, for a person to check before anything is paid, as in <c>CSV, delimiter semicolon, UTF-8, header in row
    /// 1</c>.
    /// </summary>
    string Dialect => "";

    /// <summary>The same part by part; null where a format has nothing to say.</summary>
    ListLayout? Layout => null;

    /// <summary>What was passed over or assumed in finding that out, one sentence each, to be said aloud.</summary>
    IReadOnlyList<string> Notes => [];

    /// <summary>Goes to the next lead; false at the end, and however often it is called there.</summary>
    bool Read();

    /// <summary>The value of a column of the current lead, as text; "" when empty. Valid until the reader is called again.</summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    ReadOnlySpan<char> Value(int column);

    /// <summary>
    /// Whether the current lead's value of a column is a formula whose result the file does not hold: <see cref="Value"/> is not what it
    /// would show.
    /// </summary>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    bool IsUncomputed(int column) => false;
}
