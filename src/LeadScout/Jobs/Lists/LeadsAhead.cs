using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// Reads the texts of a list's leads on another core, a few batches ahead of who wants them. Not thread-safe; the reader is this one's
/// alone until it is disposed.
/// </summary>
internal sealed class LeadsAhead : IDisposable
{
    private const int Batches = 4;
    private const int RowsPerBatch = 1024;

    private readonly ILeadReader _reader;
    private readonly ImmutableArray<LeadText> _texts;
    private readonly long? _limit;
    private readonly ILeadTaker? _taker;
    private readonly BadRows _bad = new();
    private readonly BlockingCollection<Batch> _full = [];
    private readonly BlockingCollection<Batch> _empty = [];
    private readonly Task _reading;
    private Batch _current;
    private int _row = -1; // in the current batch
    private volatile bool _stopped;

    /// <param name="reader">At its beginning.</param>
    /// <param name="texts">Make the texts of a lead: one for each template.</param>
    /// <param name="limit">Reads so many leads at most; null for all.</param>
    /// <param name="taker">Takes over every lead, where it is read, and what stands behind the last; null for nobody.</param>
    public LeadsAhead(ILeadReader reader, ImmutableArray<LeadText> texts, long? limit, ILeadTaker? taker = null)
    {
        (_reader, _texts, _limit, _taker) = (reader, texts, limit, taker);
        _current = new Batch(texts.Length);
        for (var i = 1; i < Batches; i++)
        {
            _empty.Add(new Batch(texts.Length));
        }

        _reading = Task.Factory.StartNew(ReadBatches, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The current lead's text by one of the templates; valid until the next read.</summary>
    public ReadOnlySpan<char> Text(int template) => _current[_row, template];

    /// <summary>What is wrong with that text.</summary>
    public TextFlaw Flaw(int template) => _current.Flaw(_row, template);

    /// <summary>Goes to the next lead; false at the end or the limit.</summary>
    /// <exception cref="BadInputException">The next lead can't be read, or at the end: some leads could not be used.</exception>
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
            var ended = false;
            for (
                var rows = 0L; !ended && !_stopped && rows != _limit && _empty.TryTake(out var batch, Timeout.Infinite); rows += batch.Rows)
            {
                batch.Clear();
                try
                {
                    while (!ended && batch.Rows < RowsPerBatch && rows + batch.Rows != _limit)
                    {
                        ended = !TryAdd(batch);
                    }
                }
                finally
                {
                    _full.Add(batch); // also before a fault: who comes to it has had what stands before
                }
            }

            _bad.Refuse();
            if (ended)
            {
                _taker?.TakeEnd();
            }
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    /// <summary>Adds the next lead, or notes that it is a bad one; false at the end.</summary>
    private bool TryAdd(Batch batch)
    {
        if (!_bad.Next(_reader))
        {
            return false;
        }

        try
        {
            batch.Add(_reader, _texts);
            _taker?.Take();
        }
        catch (BadRowException e)
        {
            _bad.Add(e);
        }

        return true;
    }

    private sealed class Batch(int textsPerRow)
    {
        private readonly int[] _ends = new int[textsPerRow * RowsPerBatch];
        private readonly TextFlaw[] _flaws = new TextFlaw[textsPerRow * RowsPerBatch];
        private char[] _characters = new char[32 * textsPerRow * RowsPerBatch];

        public int Rows { get; private set; }

        public ReadOnlySpan<char> this[int row, int template]
        {
            get
            {
                var text = (row * textsPerRow) + template;
                return _characters.AsSpan(Begin(text), _ends[text] - Begin(text));
            }
        }

        public TextFlaw Flaw(int row, int template) => _flaws[(row * textsPerRow) + template];

        public void Clear() => Rows = 0;

        public void Add(ILeadReader reader, ImmutableArray<LeadText> texts)
        {
            for (var template = 0; template < textsPerRow; template++)
            {
                Add((Rows * textsPerRow) + template, texts[template].Of(reader));
                _flaws[(Rows * textsPerRow) + template] = texts[template].Flaw;
            }

            Rows++;
        }

        private void Add(int text, ReadOnlySpan<char> characters)
        {
            var begin = Begin(text);
            if (_characters.Length - begin < characters.Length)
            {
                Array.Resize(ref _characters, Math.Max(begin + characters.Length, 2 * _characters.Length));
            }

            characters.CopyTo(_characters.AsSpan(begin));
            _ends[text] = begin + characters.Length;
        }

        private int Begin(int text) => text == 0 ? 0 : _ends[text - 1];
    }
}
