using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LeadScout.Jobs.Planning;

namespace LeadScout.Llm.Negotiation;

/// <summary>A refusal after which the next request is made otherwise.</summary>
/// <param name="Message">What was refused and what changes, for a person.</param>
/// <param name="NamesReason">Whether the server said what it does not take, so that no work can have been done.</param>
internal sealed record Renegotiation(string Message, bool NamesReason);

/// <summary>
/// Finds out how one teacher's server wants to be asked, once, and remembers it. Until the server has taken a request, one call is out at a
/// time, so that calls that begin together do not each find out the same. Thread-safe.
/// </summary>
#pragma warning disable CA1001 // The gate's wait handle, which alone would need disposing of, is never made.
internal sealed class Negotiation
#pragma warning restore CA1001
{
    private readonly string _teacher;
    private readonly string _url;
    private readonly TeacherOptions _options;
    private readonly Pinned _pinned;
    private readonly RequestProfile _start;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _gate = new(1);
    private RequestProfile _current;
    private RequestProfile? _kept; // as the database has it
    private bool _isLoaded;
    private bool _isOpen; // calls need not wait for one another
    private bool _isProven; // the server has taken a request made with the current profile
    private Guessing? _guessing;
    private bool _hasGuessed;
    private int _serverErrors; // in a row, before anything was taken

    /// <param name="teacher">The teacher's name.</param>
    /// <param name="url">Its server's address.</param>
    /// <param name="options">What the user insists on, where profiles are kept, and who is told.</param>
    public Negotiation(string teacher, Uri url, TeacherOptions options)
    {
        (_teacher, _url, _options) = (teacher, url.AbsoluteUri, options);
        _pinned = new(options.StructuredOutput != ReplyFormat.Auto, options.Temperature is not null, options.Tier != ServiceTier.Standard);
        _start =
            RequestProfile.Plain with { Format = options.StructuredOutput == ReplyFormat.Auto ? ReplyFormat.Schema : options.StructuredOutput };
        _current = _start;
        Tier = options.Tier == ServiceTier.Flex ? new FlexTier(teacher, options) : null;
    }

    /// <summary>The cheaper tier; null where the standard one is asked for.</summary>
    public FlexTier? Tier { get; }

    /// <summary>The server's address.</summary>
    public string Url => _url;

    /// <summary>What requests are made with.</summary>
    public RequestProfile Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <summary>Waits until a call may go out.</summary>
    /// <returns>To be disposed of when it has come home.</returns>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _isOpen))
        {
            return null;
        }

        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        if (!_isLoaded)
        {
            _isLoaded = true;
            await LoadAsync(cancellation).ConfigureAwait(false);
        }

        if (!_isOpen)
        {
            return new Turn(_gate);
        }

        _gate.Release();
        return null;
    }

    /// <summary>The server has taken a request.</summary>
    public void Taken(RequestProfile profile)
    {
        lock (_lock)
        {
            _serverErrors = 0;
            if (profile != _current)
            {
                return;
            }

            if (_guessing is { IsChecking: false } guessing)
            {
                // It may have been the texts, or a bad moment: the next call shows whether it takes the request as it was, too.
                _guessing = guessing with { IsChecking = true, Found = _current };
                _current = guessing.Before;
                return;
            }

            (_guessing, _isProven) = (null, true);
            Volatile.Write(ref _isOpen, true);
        }
    }

    /// <summary>Any other end of a call that says nothing about how to ask: nobody waits for it any more.</summary>
    public void Opened()
    {
        lock (_lock)
        {
            if (_guessing is null)
            {
                Volatile.Write(ref _isOpen, true);
            }
        }
    }

    /// <summary>What a refusal leads to; null when it is about something else than how to ask.</summary>
    /// <param name="profile">What the request was made with.</param>
    /// <param name="sent">The request's body.</param>
    /// <param name="refusal">What the server said.</param>
    /// <param name="texts">The leads' texts in it.</param>
    /// <param name="mayGuess">Whether a refusal that names nothing may be about how to ask.</param>
    public Renegotiation? Consider(RequestProfile profile, JsonObject sent, Refusal refusal, ImmutableArray<string> texts, bool mayGuess)
    {
        lock (_lock)
        {
            if (profile != _current)
            {
                return new($"{_teacher}: asked otherwise since.", NamesReason: true);
            }

            refusal = refusal.WithoutModel((string?)sent["model"]);
            var said = refusal.Without(texts);
            if (Tier?.Refused(sent, said) is { } standard)
            {
                return standard;
            }

            if (Concerns(said) && new ComplaintReader(sent, profile, said, _pinned).Read() is { } complaint && complaint.Next != profile)
            {
                return complaint.IsPinned
                    ? null
                    : new(Change(complaint.Next, $"does not take {complaint.What} (HTTP {refusal.Status})"), NamesReason: true);
            }

            // What repeats the texts is about them.
            return _guessing is not null || (mayGuess && said.Words == refusal.Words) ? Guess(profile, sent, said) : null;
        }
    }

    /// <summary>Keeps what has worked, if it is not what is kept already.</summary>
    public async Task RememberAsync(CancellationToken cancellation)
    {
        RequestProfile? keep;
        lock (_lock)
        {
            keep = _isProven && _guessing is null && _current != (_kept ?? _start) ? _current : null;
            _kept = keep ?? _kept;
        }

        if (keep is not null && _options.RequestProfiles is { } profiles)
        {
            await profiles.KeepProfileAsync(_teacher, _url, keep == _start ? null : keep.ToJson(), _options.Time.GetUtcNow(), cancellation).ConfigureAwait(false);
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        if (_options.RequestProfiles is { } profiles && await profiles.FindProfileAsync(_teacher, _url, cancellation).ConfigureAwait(false) is { } kept
            && RequestProfile.OfJson(kept) is { } profile)
        {
            lock (_lock)
            {
                _kept = profile;
                _current = _pinned.Format ? profile with { Format = _start.Format } : profile;
                _current = _current with { Dropped = [.. _current.Dropped.Where(path => !_pinned.Holds(path))] };
                Volatile.Write(ref _isOpen, true);
            }
        }
    }

    // What a key or a price is refused with is no complaint about the request, whatever words it has.
    private static bool Concerns(Refusal refusal) => refusal.Status switch
    {
        401 or 402 or 403 or 407 or 408 or 409 or 413 or 425 or 429 => false,
        404 => refusal.Words.Contains("parameters", StringComparison.OrdinalIgnoreCase)
            && refusal.Words.Contains("endpoints", StringComparison.OrdinalIgnoreCase),
        _ => refusal.Status is >= 400 and < 600,
    };

    private Renegotiation? Guess(RequestProfile profile, JsonObject sent, Refusal refusal)
    {
        if (_guessing is { } guessing)
        {
            return ComplaintReader.IsHopeless(refusal) ? GiveUp(guessing) : Step(guessing, refusal);
        }

        var isServerError = refusal.Status is 500 or 501;
        if (_isProven || _hasGuessed || refusal.Status is not (400 or 404 or 422 or 500 or 501) || (refusal.Status == 404 && !Concerns(refusal)) || ComplaintReader.IsHopeless(refusal)
            || (isServerError && ++_serverErrors < 2))
        {
            return null;
        }

        _hasGuessed = true;
        var steps = GuessLadder.Of(profile, sent, _pinned);
        return Step(new Guessing(profile, profile == _start ? [.. steps] : [_start, .. steps], 0), refusal);
    }

    private Renegotiation? Step(Guessing guessing, Refusal refusal)
    {
        if (guessing is { IsChecking: true, Found: { } found })
        {
            _guessing = null;
            return new(
                Change(found, $"refuses requests as they are sent first (HTTP {refusal.Status}, without naming a reason)"),
                NamesReason: false);
        }

        if (guessing.At >= guessing.Steps.Length)
        {
            return GiveUp(guessing);
        }

        _guessing = guessing with { At = guessing.At + 1 };
        _current = guessing.Steps[guessing.At];
        return new(
            $"{_teacher} refused a request (HTTP {refusal.Status}) without naming a reason; it is asked otherwise.", NamesReason: false);
    }

    private Renegotiation? GiveUp(Guessing guessing)
    {
        (_guessing, _current) = (null, guessing.Before);
        Volatile.Write(ref _isOpen, true);
        return null;
    }

    private string Change(RequestProfile next, string why)
    {
        var words = string.Join(", ", next.InWords().Except(_current.InWords()));
        _current = next;
        var message = $"{_teacher} {why}. From now on: {words}.";
        _options.Notice?.Invoke(message);
        return message;
    }

    private sealed record Guessing(RequestProfile Before, ImmutableArray<RequestProfile> Steps, int At)
    {
        public bool IsChecking { get; init; }

        public RequestProfile? Found { get; init; }
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
