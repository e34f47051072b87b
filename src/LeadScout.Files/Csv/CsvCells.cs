using System.Buffers;
using System.Text;
using LeadScout.Files.Trails;

namespace LeadScout.Files.Csv;

/// <summary>Added values as the bytes of a CSV: each behind a delimiter.</summary>
internal sealed class CsvCells(CsvDialect dialect, Encoding encoding) : IAddedCells
{
    private readonly CsvFields _fields = new(dialect);
    private readonly byte[] _delimiter = encoding.GetBytes([dialect.Delimiter]);

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> first, ReadOnlySpan<string> added)
    {
        try
        {
            foreach (var value in added)
            {
                target.Write(_delimiter);
                encoding.GetBytes(_fields.Of(value), target);
            }
        }
        catch (EncoderFallbackException e)
        {
            throw CsvEncoding.Lacks(encoding, "An added value", e);
        }
    }
}
