using System.Collections.Concurrent;
using System.Text;

namespace LeadScout.Files.Csv;

/// <summary>
/// Writes text to a stream block by block: blocks are encoded and written on another core while the next ones fill. Not thread-safe.
/// </summary>
internal sealed class TextBlocks : IDisposable
{
    private const int BlockSize = 64 * 1024;
    private const int Blocks = 8; // held in memory at most, the one that fills included

    private readonly Stream _stream;
    private readonly Encoding _encoding;
    private readonly BlockingCollection<(char[] Block, int Length)> _full = [];
    private readonly BlockingCollection<char[]> _empty = [];
    private readonly Task _writing;
    private char[] _filling = new char[BlockSize];
    private int _length;
    private volatile bool _failed;

    /// <param name="stream">Where it goes; neither flushed nor disposed.</param>
    /// <param name="encoding">Strict; writes no byte order mark.</param>
    public TextBlocks(Stream stream, Encoding encoding)
    {
        (_stream, _encoding) = (stream, encoding);
        for (var i = 1; i < Blocks; i++)
        {
            _empty.Add(new char[BlockSize]);
        }

        _writing = Task.Factory.StartNew(WriteBlocks, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Adds text.</summary>
    /// <exception cref="EncoderFallbackException">Text added before has a character that the encoding lacks.</exception>
    public void Write(ReadOnlySpan<char> text)
    {
        while (text.Length > BlockSize - _length)
        {
            var fits = BlockSize - _length;
            text[..fits].CopyTo(_filling.AsSpan(_length));
            text = text[fits..];
            _length = BlockSize;
            Send();
        }

        text.CopyTo(_filling.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Adds a character.</summary>
    /// <exception cref="EncoderFallbackException">As in <see cref="Write(ReadOnlySpan{char})"/>.</exception>
    public void Write(char c) => Write([c]);

    /// <summary>Waits until everything is in the stream; nothing may be added afterwards.</summary>
    /// <exception cref="EncoderFallbackException">The text has a character that the encoding lacks.</exception>
    public void Complete()
    {
        _full.Add((_filling, _length));
        _full.CompleteAdding();

        // Lead files are written in step with their readers, row by row, which nothing could await.
        _writing.GetAwaiter().GetResult();
    }

    /// <summary>Waits until the stream is let go.</summary>
    public void Dispose()
    {
        _full.CompleteAdding();
        ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne();
        _full.Dispose();
        _empty.Dispose();
    }

    private void Send()
    {
        if (_failed)
        {
            Complete();
        }

        _full.Add((_filling, _length));
        _filling = _empty.Take();
        _length = 0;
    }

    /// <summary>After a failure it only takes blocks away, so that nobody waits for an empty one.</summary>
    private void WriteBlocks()
    {
        var encoder = _encoding.GetEncoder();
        var bytes = new byte[_encoding.GetMaxByteCount(BlockSize)];
        try
        {
            foreach (var (block, length) in _full.GetConsumingEnumerable())
            {
                _stream.Write(bytes, 0, encoder.GetBytes(block, 0, length, bytes, 0, flush: false));
                _empty.Add(block);
            }

            _stream.Write(bytes, 0, encoder.GetBytes([], 0, 0, bytes, 0, flush: true));
        }
        catch
        {
            _failed = true;
            _empty.Add(new char[BlockSize]);
            foreach (var (block, _) in _full.GetConsumingEnumerable())
            {
                _empty.Add(block);
            }

            throw;
        }
    }
}
