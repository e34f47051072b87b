using System.Collections.Immutable;

namespace LeadScout.Files.Csv;

/// <summary>Where the table stands in a CSV, and how it is written.</summary>
/// <param name="Dialect">How rows and fields are separated.</param>
/// <param name="HeaderRow">The row of the file that is the header, from 1, blank rows counted.</param>
/// <param name="HeaderBegin">The header's first character.</param>
/// <param name="Notes">What was passed over, a sentence each.</param>
/// <param name="IsDoubted">Whether it has one column, and nobody said that every line is one text: a <see cref="LoneColumn"/> looks at all
/// rows.</param>
internal sealed record CsvLayout(CsvDialect Dialect, int HeaderRow, int HeaderBegin, ImmutableArray<string> Notes, bool IsDoubted);
