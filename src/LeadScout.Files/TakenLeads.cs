using System.Collections.Concurrent;

namespace LeadScout.Files;

/// <summary>
/// Leads as they stand in a file, on their way from the thread that reads to the one that writes: each in three parts, before, first and
/// rest. One thread takes, one gives; memory grows with how far the one is ahead, and is used again.
/// </summary>
/// <typeparam name="T">What a file is made of: bytes or characters.</typeparam>
internal sealed class TakenLeads<T>
{
    private const int BlockSize = 64 * 1024;

    private readonly ConcurrentQueue<Lead> _leads = new();
    private readonly ConcurrentQueue<T[]> _free = new();
    private T[] _filling = new T[BlockSize];
    private int _filled;
    private T[]? _emptying;
    private Lead _current;

    /// <summary>What stands before the lead that was given last, such as blank lines.</summary>
    public ReadOnlySpan<T> Before => _current.Block.AsSpan(_current.Begin, _current.Before);

    /// <summary>The part that added values come behind.</summary>
    public ReadOnlySpan<T> First => _current.Block.AsSpan(_current.Begin + _current.Before, _current.First);

    /// <summary>The part that added values come in front of.</summary>
    public ReadOnlySpan<T> Rest => _current.Block.AsSpan(_current.Begin + _current.Before + _current.First, _current.Rest);

    /// <summary>Takes a lead.</summary>
    public void Take(ReadOnlySpan<T> before, ReadOnlySpan<T> first, ReadOnlySpan<T> rest)
    {
        var length = before.Length + first.Length + rest.Length;
        if (_filling.Length - _filled < length)
        {
            _filling = _free.TryDequeue(out var used) && used.Length >= length ? used : new T[Math.Max(BlockSize, length)];
            _filled = 0;
        }

        var target = _filling.AsSpan(_filled, length);
        before.CopyTo(target);
        first.CopyTo(target[before.Length..]);
        rest.CopyTo(target[(before.Length + first.Length)..]);
        _leads.Enqueue(new Lead(_filling, _filled, before.Length, first.Length, rest.Length));
        _filled += length;
    }

    /// <summary>Gives the oldest lead that was taken and not yet given; valid until the next one.</summary>
    /// <exception cref="InvalidOperationException">None is left.</exception>
    public void Next()
    {
        if (!_leads.TryDequeue(out _current))
        {
            throw new InvalidOperationException("A lead is taken before it is written.");
        }

        if (_emptying is not null && _emptying != _current.Block)
        {
            _free.Enqueue(_emptying);
        }

        _emptying = _current.Block;
    }

    private readonly record struct Lead(T[] Block, int Begin, int Before, int First, int Rest);
}
