using System.Collections.Immutable;
using System.Text;

namespace LeadScout.Questions;

/// <summary>
/// How a lead becomes the text that is asked about: literal text with column names in braces, as in <c>"{FirstName} {LastName}"</c>.
/// Two braces stand for one. Immutable and thread-safe.
/// </summary>
public sealed class TextTemplate
{
    private readonly ImmutableArray<string> _literals; // one more than columns: before, between, after

    private TextTemplate(string source, ImmutableArray<string> literals, ImmutableArray<string> columns)
    {
        Source = source;
        _literals = literals;
        Columns = columns;
    }

    /// <summary>The template as written.</summary>
    public string Source { get; }

    /// <summary>The column names in the order they stand, repeats included; at least one.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Whether the text is the value of a column and nothing else.</summary>
    internal bool IsLoneColumn => Columns.Length == 1 && _literals[0].Length == 0 && _literals[1].Length == 0;

    /// <summary>What stands before, between and after the columns: one more than those.</summary>
    internal ReadOnlySpan<string> Literals => _literals.AsSpan();

    /// <summary>A template of one lone column.</summary>
    public static TextTemplate OfColumn(string column) => new("{" + Escaped(column) + "}", ["", ""], [column]);

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A brace is not closed or not opened, or no column is named; the message says where.</exception>
    public static TextTemplate Parse(string source)
    {
        var literals = ImmutableArray.CreateBuilder<string>();
        var columns = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        var inColumn = false;
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c is '{' or '}' && i + 1 < source.Length && source[i + 1] == c)
            {
                part.Append(c);
                i++;
            }
            else if (c == '{' && !inColumn)
            {
                literals.Add(part.ToString());
                part.Clear();
                inColumn = true;
            }
            else if (c == '}' && inColumn)
            {
                columns.Add(part.ToString().Trim() is { Length: > 0 } name
                    ? name
                    : throw new FormatException($"The template \"{source}\" has empty braces at character {i}; name a column in them."));
                part.Clear();
                inColumn = false;
            }
            else if (c is '{' or '}')
            {
                throw new FormatException(
                    $"The template \"{source}\" has a stray '{c}' at character {i + 1}; write it twice to mean the brace itself.");
            }
            else
            {
                part.Append(c);
            }
        }

        if (inColumn)
        {
            throw new FormatException($"The template \"{source}\" opens a brace and never closes it.");
        }

        if (columns.Count == 0)
        {
            throw new FormatException($"The template \"{source}\" names no column; put column names in braces, as in \"{{Job Title}}\".");
        }

        literals.Add(part.ToString());
        return new TextTemplate(source, literals.ToImmutable(), columns.ToImmutable());
    }

    /// <summary>The text of one lead.</summary>
    /// <param name="values">The values of <see cref="Columns"/>, in that order.</param>
    /// <returns>The filled template, or "" when every value is blank: literals alone say nothing about a lead.</returns>
    public string Fill(ReadOnlySpan<string> values)
    {
        if (IsLoneColumn)
        {
            return values[0];
        }

        var blank = true;
        var text = new StringBuilder(_literals[0]);
        for (var i = 0; i < values.Length; i++)
        {
            blank &= string.IsNullOrWhiteSpace(values[i]);
            text.Append(values[i]).Append(_literals[i + 1]);
        }

        return blank ? "" : text.ToString();
    }

    /// <summary>The same template over other columns.</summary>
    /// <param name="columns">As many names as <see cref="Columns"/>, in that order.</param>
    public TextTemplate WithColumns(IReadOnlyList<string> columns)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.Count, Columns.Length);
        var source = new StringBuilder(Escaped(_literals[0]));
        for (var i = 0; i < columns.Count; i++)
        {
            source.Append('{').Append(Escaped(columns[i])).Append('}').Append(Escaped(_literals[i + 1]));
        }

        return new TextTemplate(source.ToString(), _literals, [.. columns]);
    }

    /// <summary>The template as written.</summary>
    public override string ToString() => Source;

    private static string Escaped(string text) =>
        text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
