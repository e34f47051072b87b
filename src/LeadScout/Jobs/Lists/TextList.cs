using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// A list of texts in memory, as a job reads it and writes its result: no file is touched. What the texts say is its identity, so the same
/// texts under the same question and settings are the same job, in whichever process. Not thread-safe.
/// </summary>
public sealed class TextList
{
    private const string Column = "text";

    private readonly IReadOnlyList<string> _texts;
    private ImmutableArray<ResultCells> _result = [];

    /// <param name="texts">The texts as they stand, "" for a lead without one; not to be changed while the job runs.</param>
    public TextList(IReadOnlyList<string> texts)
    {
        _texts = texts;
        var hash = HashOf(texts);
        Name = $"list {hash[..12]}";
        File = new LeadFile(Name, hash, () => new Reader(texts), (reader, _) => new Writer(this, reader), () => { });
    }

    /// <summary>What messages and lists of jobs call it: by its content.</summary>
    public string Name { get; }

    /// <summary>The list for a job.</summary>
    public LeadFile File { get; }

    /// <summary>By text: what stands in the columns of the last question; empty before a job has written its result.</summary>
    public ImmutableArray<ResultCells> Result => _result;

    /// <summary>The question about these texts as they are, whatever its template says about columns.</summary>
    public static Question About(Question question) => question.WithText(TextTemplate.OfColumn(Column));

    /// <summary>A hash of all texts, their number and their borders.</summary>
    private static string HashOf(IReadOnlyList<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            hash.AppendData(length);
            hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed class Reader(IReadOnlyList<string> texts) : ILeadReader
    {
        public IReadOnlyList<string> Columns { get; } = [Column];

        public long Row { get; private set; }

        public bool Read()
        {
            if (Row == texts.Count)
            {
                return false;
            }

            Row++;
            return true;
        }

        public ReadOnlySpan<char> Value(int column) => texts[(int)Row - 1];

        public void Dispose()
        {
        }
    }

    // The texts stay where they are, so there is nothing to take over.
    private sealed class Writer(TextList list, ILeadReader reader) : ILeadWriter
    {
        private readonly ImmutableArray<ResultCells>.Builder _cells = ImmutableArray.CreateBuilder<ResultCells>(list._texts.Count);

        public void Take()
        {
        }

        public void TakeEnd()
        {
            if (reader.Read())
            {
                throw new InvalidOperationException("The list goes on behind its end.");
            }
        }

        public void Write(ReadOnlySpan<string> added) => _cells.Add(ResultCells.Of(added[^ResultColumns.PerQuestion..]));

        public void Complete() => list._result = _cells.ToImmutable();

        public void Dispose()
        {
        }
    }
}
