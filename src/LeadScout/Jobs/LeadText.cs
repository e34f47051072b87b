using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>Fills a question's template from the lead that a reader stands on, in the same memory for every lead. Not thread-safe.</summary>
internal sealed class LeadText
{
    private readonly TextTemplate _template;
    private readonly ImmutableArray<int> _columns;
    private char[] _text = new char[256];
    private int _length;

    /// <exception cref="BadInputException">The list has no column that the template names.</exception>
    public LeadText(TextTemplate template, ILeadReader reader, string fileName)
    {
        _template = template;
        _columns = [.. template.Columns.Select(name => IndexOf(name, reader, fileName))];
    }

    /// <summary>The text as <see cref="TextTemplate.Fill"/> makes it; valid until the reader goes on.</summary>
    public ReadOnlySpan<char> Of(ILeadReader reader)
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
