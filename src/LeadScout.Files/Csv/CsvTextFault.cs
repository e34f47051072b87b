using LeadScout.Messages;

namespace LeadScout.Files.Csv;

/// <summary>The bytes of a file stop being text here; says nothing yet about rows, which <see cref="CsvReader"/> adds.</summary>
/// <param name="offset">Of the first bad byte, from 0.</param>
/// <param name="what">A sentence's predicate, as in "is not valid UTF-8".</param>
/// <param name="advice">What to do.</param>
internal sealed class CsvTextFault(long offset, string what, UserMessage advice) : Exception(what)
{
    public long Offset { get; } = offset;

    public string What { get; } = what;

    public UserMessage Advice { get; } = advice;
}
