using System.Text;

namespace LeadScout.Cli.Terminals;

/// <summary>
/// Passes text on without the blanks at line ends that tables are padded with, and without empty lines before the first: files and programs have
/// no use for them. Not thread-safe.
/// </summary>
internal sealed class TrimmingWriter(TextWriter inner) : TextWriter
{
    private int _blanks;
    private bool _hasBegun; // the empty line above a table is no line of an answer

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (value == ' ')
        {
            _blanks++;
            return;
        }

        var isLineEnd = value is '\n' or '\r';
        if (!isLineEnd)
        {
            inner.Write(new string(' ', _blanks));
        }

        _blanks = 0;
        _hasBegun |= !isLineEnd;
        if (!_hasBegun)
        {
            return;
        }

        inner.Write(value);
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
