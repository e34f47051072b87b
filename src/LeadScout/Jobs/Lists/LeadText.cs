using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// Fills a question's template from the lead that a reader stands on, in the same memory for every lead. Not thread-safe.
/// </summary>
public sealed class LeadText
{
    private readonly TextTemplate _template;
    private readonly int _longest;
    private readonly bool _cuts;
    private readonly ImmutableArray<int> _columns;
    private char[] _text = new char[256];
    private int _length;

    /// <param name="template">The question's.</param>
    /// <param name="reader">The list's.</param>
    /// <param name="fileName">For messages.</param>
    /// <param name="settings">How long a text may be, and what becomes of longer ones; null for as usual.</param>
    /// <exception cref="BadInputException">The list has no column that the template names.</exception>
    public LeadText(TextTemplate template, ILeadReader reader, string fileName, JobSettings? settings = null)
    {
        settings ??= new JobSettings();
        (_template, _longest, _cuts) = (template, settings.MaxText, settings.LongTexts == LongTexts.Cut);
        _columns = [.. template.Columns.Select(name => IndexOf(name, reader, fileName))];
    }

    /// <summary>What was wrong with the text made last.</summary>
    public TextFlaw Flaw { get; private set; }

    /// <summary>
    /// The text as <see cref="TextTemplate.Fill"/> makes it, cut where it is too long, and "" where a <see cref="Flaw"/> leaves none to ask
    /// about; valid until the reader goes on.
    /// </summary>
    public ReadOnlySpan<char> Of(ILeadReader reader)
    {
        Flaw = FlawOf(reader);
        if (Flaw != TextFlaw.None)
        {
            return [];
        }

        var text = Filled(reader);
        if (text.Length <= _longest)
        {
            return text;
        }

        Flaw = _cuts ? TextFlaw.Cut : TextFlaw.TooLong;
        return _cuts ? text[..(char.IsHighSurrogate(text[_longest - 1]) ? _longest - 1 : _longest)] : [];
    }

    private TextFlaw FlawOf(ILeadReader reader)
    {
        foreach (var column in _columns)
        {
            if (reader.IsUncomputed(column))
            {
                return TextFlaw.NotComputed;
            }

            if (SpreadsheetErrors.Is(reader.Value(column)))
            {
                return TextFlaw.CellError;
            }
        }

        return TextFlaw.None;
    }

    private ReadOnlySpan<char> Filled(ILeadReader reader)
    {
        if (_template.IsLoneColumn)
        {
            return reader.Value(_columns[0]);
        }

        var literals = _template.Literals;
        var blank = true;
        _length = 0;
        Append(literals[0]);
        for (var i = 0; i < _columns.Length; i++)
        {
            var value = reader.Value(_columns[i]);
            blank &= value.IsWhiteSpace();
            Append(value);
            Append(literals[i + 1]);
        }

        return blank ? [] : _text.AsSpan(0, _length);
    }

    private void Append(ReadOnlySpan<char> part)
    {
        if (_text.Length - _length < part.Length)
        {
            Array.Resize(ref _text, Math.Max(_length + part.Length, 2 * _text.Length));
        }

        part.CopyTo(_text.AsSpan(_length));
        _length += part.Length;
    }

    private static int IndexOf(string name, ILeadReader reader, string fileName)
    {
        for (var i = 0; i < reader.Columns.Count; i++)
        {
            if (reader.Columns[i] == name)
            {
                return i;
            }
        }

        throw new BadInputException($"{fileName} has no column '{name}'. Its columns are: {string.Join(", ", reader.Columns)}.");
    }
}
