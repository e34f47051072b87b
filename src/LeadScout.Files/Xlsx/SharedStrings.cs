using System.Text;
using System.Xml;

namespace LeadScout.Files.Xlsx;

/// <summary>
/// The texts that cells refer to by number (ECMA-376 part 1, 18.4), as UTF-8 in blocks, so that memory hardly grows with them. Not
/// thread-safe.
/// </summary>
internal sealed class SharedStrings : IDisposable
{
    private const int Together = 16; // texts to one known position
    private const int End = -1; // in place of a length: the rest of the block is free

    private readonly TextBlocks _blocks;
    private readonly List<(int Block, int Offset)> _positions = [];
    private byte[] _filling = new byte[4096];
    private int _filled;
    private char[] _decoded = new char[1024];

    private SharedStrings(int blocksInMemory) => _blocks = new TextBlocks(blocksInMemory);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Reads a workbook's texts; none without a part of them.</summary>
    /// <param name="package">The workbook.</param>
    /// <param name="part">Where they stand.</param>
    /// <param name="blocksInMemory">So many blocks stay in memory.</param>
    public static SharedStrings Read(XlsxPackage package, string? part, int blocksInMemory = TextBlocks.InMemory)
    {
        var texts = new SharedStrings(blocksInMemory);
        try
        {
            if (part is not null && package.Has(part))
            {
                using var xml = package.Xml(part, anyCharacter: true);
                texts.AddAll(xml);
            }
        }
        catch
        {
            texts.Dispose();
            throw;
        }

        return texts;
    }

    /// <summary>A text, from 0; valid until the next one is asked for.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            var (block, offset) = _positions[index / Together];
            var bytes = _blocks[block];
            for (var skip = index % Together; ; skip--)
            {
                var length = BitConverter.ToInt32(bytes, offset);
                if (length == End)
                {
                    (bytes, offset) = (_blocks[++block], 0);
                    length = BitConverter.ToInt32(bytes, offset);
                }

                offset += sizeof(int);
                if (skip == 0)
                {
                    return Decoded(bytes.AsSpan(offset, length));
                }

                offset += length;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _blocks.Dispose();

    private void AddAll(XmlReader xml)
    {
        var text = new TextBuffer();
        xml.MoveToContent();
        var ns = xml.NamespaceURI;
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si" && xml.NamespaceURI == ns && xml.Depth == 1)
            {
                text.Clear();
                text.AddRuns(xml);
                Add(text[0, text.Length]);
            }
            else if (xml.NodeType == XmlNodeType.Element)
            {
                xml.Skip();
            }
            else
            {
                xml.Read();
            }
        }

        _blocks.Add(_filling);
    }

    private void Add(ReadOnlySpan<char> text)
    {
        MakeRoom((2 * sizeof(int)) + Encoding.UTF8.GetMaxByteCount(text.Length));
        if (Count++ % Together == 0)
        {
            _positions.Add((_blocks.Count, _filled));
        }

        var length = Encoding.UTF8.GetBytes(text, _filling.AsSpan(_filled + sizeof(int)));
        BitConverter.TryWriteBytes(_filling.AsSpan(_filled), length);
        _filled += sizeof(int) + length;
        BitConverter.TryWriteBytes(_filling.AsSpan(_filled), End);
    }

    private void MakeRoom(int bytes)
    {
        if (_filled + bytes > TextBlocks.Size)
        {
            _filling = _blocks.Add(_filling);
            _filled = 0;
        }

        if (_filled + bytes > _filling.Length)
        {
            Array.Resize(ref _filling, Math.Min(TextBlocks.Size, Math.Max(2 * _filling.Length, _filled + bytes)));
        }
    }

    private ReadOnlySpan<char> Decoded(ReadOnlySpan<byte> text)
    {
        if (_decoded.Length < text.Length)
        {
            _decoded = new char[2 * text.Length];
        }

        return _decoded.AsSpan(0, Encoding.UTF8.GetChars(text, _decoded));
    }
}
