using System.Text;

namespace LeadScout.Cli.Terminals;

/// <summary>
/// Writes to a standard stream that may be closed, or lead to a full disk, without ending the command by it: what was paid for matters more
/// than what was to be shown. After the first failure it writes nothing more. Not thread-safe; the console's own writers are made so by it.
/// </summary>
internal sealed class GuardedWriter(TextWriter inner) : TextWriter
{
    private bool _isGone;

    /// <summary>Whether something was written that nobody can see, because the stream is closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>
    /// Why something could not be written; null while all was, or where the stream is closed: then nobody wants to see it.
    /// </summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        if (_isGone)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _isGone = true;
            Failure = e is IOException ? e : null; // a closed descriptor is told as one that may not be written to
            IsClosed = Failure is null;
        }
    }
}
