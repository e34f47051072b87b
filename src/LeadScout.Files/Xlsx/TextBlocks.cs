using LeadScout.Files.Disk;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// Blocks of bytes that are written once and read again: the first ones in memory, the others in a temporary file that only this user may
/// open and that is gone with the process. Not thread-safe.
/// </summary>
/// <param name="inMemory">So many blocks stay in memory.</param>
internal sealed class TextBlocks(int inMemory) : IDisposable
{
    /// <summary>Of a block, in bytes: more than the longest text needs.</summary>
    public const int Size = 4 << 20;

    /// <summary>64 MB of texts.</summary>
    public const int InMemory = 16;

    private const int Cached = 4; // blocks of the file

    private readonly List<byte[]> _first = [];
    private readonly (int Block, byte[] Bytes)[] _cache = new (int, byte[])[Cached];
    private FileStream? _file;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>A block; valid until others are read.</summary>
    public byte[] this[int block]
    {
        get
        {
            if (block < inMemory)
            {
                return _first[block];
            }

            ref var cached = ref _cache[block % Cached];
            cached.Bytes ??= new byte[Size];
            if (cached.Block != block)
            {
                RandomAccess.Read(_file!.SafeFileHandle, cached.Bytes, (long)(block - inMemory) * Size);
                cached.Block = block;
            }

            return cached.Bytes;
        }
    }

    /// <summary>Adds a block; gives room for the next one.</summary>
    public byte[] Add(byte[] block)
    {
        if (Count++ < inMemory)
        {
            _first.Add(block);
            return new byte[Size];
        }

        _file ??= TemporaryFile.Create();
        RandomAccess.Write(_file.SafeFileHandle, block, (long)(Count - 1 - inMemory) * Size);
        return block;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
