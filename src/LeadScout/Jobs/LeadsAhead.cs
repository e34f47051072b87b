using System.Collections.Concurrent;

namespace LeadScout.Jobs;

/// <summary>Reads the texts of a list's leads on another core, a few batches ahead of who wants them. Not thread-safe; the reader is this one's alone until it is disposed.</summary>
internal sealed class LeadsAhead : IDisposable
{
    private const int Batches = 4;
    private const int RowsPerBatch = 1024;

    private readonly ILeadReader _reader;
    private readonly LeadText _text;
    private readonly long? _limit;
    private readonly Action? _taken;
    private readonly BlockingCollection<Batch> _full = [];
    private readonly BlockingCollection<Batch> _empty = [];
    private readonly Task _reading;
    private Batch _current = new();
    private int _row = -1; // in the current batch
    private volatile bool _stopped;

    /// <param name="reader">At its beginning.</param>
    /// <param name="text">Makes the texts.</param>
    /// <param name="limit">Reads so many leads at most; null for all.</param>
    /// <param name="taken">Called, where the leads are read, whenever the reader stands on a lead.</param>
    public LeadsAhead(ILeadReader reader, LeadText text, long? limit, Action? taken = null)
    {
        (_reader, _text, _limit, _taken) = (reader, text, limit, taken);
        for (var i = 1; i < Batches; i++)
        {
            _empty.Add(new Batch());
        }

        _reading = Task.Factory.StartNew(ReadBatches, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The current lead's text; valid until the next read.</summary>
    public ReadOnlySpan<char> Text => _current[_row];

    /// <summary>Goes to the next lead; false at the end or the limit.</summary>
    /// <exception cref="BadInputException">The next lead can't be read.</exception>
    public bool Read()
    {
        while (++_row >= _current.Rows)
        {
            _empty.Add(_current);
            if (!_full.TryTake(out var next, Timeout.Infinite))
            {
                _reading.GetAwaiter().GetResult(); // has ended; throws what ended it
                return false;
            }

            (_current, _row) = (next, -1);
        }

        return true;
    }

    /// <summary>Waits until the reader is let go.</summary>
    public void Dispose()
    {
        _stopped = true;
        _empty.CompleteAdding();
        ((IAsyncResult)_reading).AsyncWaitHandle.WaitOne();
        _empty.Dispose();
        _full.Dispose();
    }

    private void ReadBatches()
    {
        try
        {
            for (var rows = 0L; !_stopped && rows != _limit && _empty.TryTake(out var batch, Timeout.Infinite); rows += batch.Rows)
            {
                batch.Clear();
                try
                {
                    while (batch.Rows < RowsPerBatch && rows + batch.Rows != _limit && _reader.Read())
                    {
                        batch.Add(_text.Of(_reader));
                        _taken?.Invoke();
                    }
                }
                finally
                {
                    _full.Add(batch); // also before a fault: who comes to it has had what stands before
                }

                if (batch.Rows == 0)
                {
                    return;
                }
            }
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    private sealed class Batch
    {
        private readonly int[] _ends = new int[RowsPerBatch];
        private char[] _texts = new char[32 * RowsPerBatch];

        public int Rows { get; private set; }

        public ReadOnlySpan<char> this[int row] => _texts.AsSpan(Begin(row), _ends[row] - Begin(row));

        public void Clear() => Rows = 0;

        public void Add(ReadOnlySpan<char> text)
        {
            var begin = Begin(Rows);
            if (_texts.Length - begin < text.Length)
            {
                Array.Resize(ref _texts, Math.Max(begin + text.Length, 2 * _texts.Length));
            }

            text.CopyTo(_texts.AsSpan(begin));
            _ends[Rows++] = begin + text.Length;
        }

        private int Begin(int row) => row == 0 ? 0 : _ends[row - 1];
    }
}
