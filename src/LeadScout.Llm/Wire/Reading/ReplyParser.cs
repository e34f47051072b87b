using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Texts;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>
/// Reads one JSON value out of a model's words, and tells one that is cut off or damaged from one that is whole. Models write JSON as the
/// languages they have seen do: commas at the end, comments, names without quotes, single or typographic quotes are understood, because
/// none of them can be taken for anything else.
/// </summary>
internal sealed partial class ReplyParser(string text)
{
    // No answer is nested deeper; hostile replies are.
    private const int MostDepth = 64;

    private bool _isSound = true;

    /// <summary>Where reading has come to.</summary>
    public int At { get; private set; }

    /// <summary>Whether the words ended before the value did. False for a value that is whole, or damaged at <see cref="At"/>.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Whether an object's first name and its colon were read: this is meant as JSON, and no brace in prose.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Reads the value that begins at a place.</summary>
    public ReplyValue Read(int start)
    {
        (At, IsCutOff, HasBegun, _isSound) = (start, false, false, true);
        return Value(0);
    }

    private ReplyValue Value(int depth)
    {
        SkipSpace();
        return Next switch
        {
            null => Damaged(ValueKind.Word),
            '{' or '[' when depth == MostDepth => Damaged(ValueKind.Word),
            '{' => Object(depth),
            '[' => Array(depth),
            { } c when Closing(c) is { } quote => String(quote),
            _ => Word(),
        };
    }

    private ReplyValue Object(int depth)
    {
        var members = ImmutableArray.CreateBuilder<(string, ReplyValue)>();
        At++;
        for (SkipSpace(); !Takes('}'); SkipSpace())
        {
            if (Name() is not { } name || !Takes(':', orDamaged: true))
            {
                return Ended(isWhole: false);
            }

            HasBegun = true;
            var value = Value(depth + 1);
            var goesOn = _isSound && Separated('}');
            if (value.Kind is ValueKind.Object or ValueKind.Array || (value.IsWhole && (goesOn || !EndsEarly())))
            {
                members.Add((name, value));
            }

            if (!goesOn)
            {
                return Ended(isWhole: false);
            }
        }

        return Ended(isWhole: true);

        ReplyValue Ended(bool isWhole) => new(ValueKind.Object, null, isWhole) { Members = members.ToImmutable() };
    }

    private ReplyValue Array(int depth)
    {
        var elements = ImmutableArray.CreateBuilder<ReplyValue>();
        At++;
        for (SkipSpace(); !Takes(']'); SkipSpace())
        {
            var value = Value(depth + 1);
            var goesOn = _isSound && Separated(']');
            if (value.Kind is ValueKind.Object or ValueKind.Array || (value.IsWhole && (goesOn || !EndsEarly())))
            {
                elements.Add(value);
            }

            if (!goesOn)
            {
                return Ended(isWhole: false);
            }
        }

        return Ended(isWhole: true);

        ReplyValue Ended(bool isWhole) => new(ValueKind.Array, null, isWhole) { Elements = elements.ToImmutable() };
    }

    // 'Men' of 'Men's wear' is no string, nor is "Sales" of "Sales" or "Marketing" one: it goes on behind what seems its end.
    private bool EndsEarly() => At < text.Length
        && ((char.IsLetterOrDigit(text[At]) && !char.IsWhiteSpace(text[At - 1])) || AnotherString().IsMatch(text, At));

    private string? Name()
    {
        var name = Next is { } c && Closing(c) is { } quote ? String(quote) : Word();
        return name.IsWhole ? name.Text ?? "" : null;
    }

    private ReplyValue String(char quote)
    {
        var said = new StringBuilder();
        var isText = true;
        for (At++; Next is { } c; At++)
        {
            if (c == quote)
            {
                At++;
                return new(ValueKind.String, isText && IsUnicode(said.ToString()) ? said.ToString() : null, IsWhole: true);
            }

            if (c != '\\')
            {
                said.Append(c);
                continue;
            }

            At++;
            isText &= Escaped(said);
        }

        return Damaged(ValueKind.String);
    }

    /// <summary>Reads what stands behind a backslash. False for what JSON does not know.</summary>
    private bool Escaped(StringBuilder said)
    {
        if (Next == 'u'
            && int.TryParse(text.AsSpan(At + 1, Math.Min(4, text.Length - At - 1)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            said.Append((char)code);
            At += 4;
            return true;
        }

        var meant =
            Next switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', '"' or '\'' or '\\' or '/' => Next, _ => null };
        said.Append(meant);
        return meant is not null;
    }

    private ReplyValue Word()
    {
        var start = At;
        while (Next is { } c && (char.IsLetterOrDigit(c) || c is '_' or '-' or '+' or '.' or '$'))
        {
            At++;
        }

        // A word that ends with the words may go on.
        return At > start && At < text.Length ? new(ValueKind.Word, text[start..At], IsWhole: true) : Damaged(ValueKind.Word);
    }

    /// <summary>
    /// After a member or an element: goes on behind a comma, or stays before the closing bracket. False where neither stands.
    /// </summary>
    private bool Separated(char closing)
    {
        SkipSpace();
        if (Next == closing || Takes(','))
        {
            return true;
        }

        Damaged(ValueKind.Word);
        return false;
    }

    private bool Takes(char expected, bool orDamaged = false)
    {
        if (orDamaged)
        {
            SkipSpace();
        }

        if (Next == expected)
        {
            At++;
            return true;
        }

        if (orDamaged)
        {
            Damaged(ValueKind.Word);
        }

        return false;
    }

    private void SkipSpace()
    {
        while (Next is { } c)
        {
            if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                At++;
            }
            else if (c == '/' && text.AsSpan(At).StartsWith("//"))
            {
                At = text.IndexOf('\n', At) is >= 0 and var line ? line : text.Length;
            }
            else if (c == '/' && text.AsSpan(At).StartsWith("/*"))
            {
                At = text.IndexOf("*/", At + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : text.Length;
            }
            else
            {
                return;
            }
        }
    }

    private ReplyValue Damaged(ValueKind kind)
    {
        (_isSound, IsCutOff) = (false, _isSound ? At >= text.Length : IsCutOff);
        return new(kind, null, IsWhole: false);
    }

    private char? Next => At < text.Length ? text[At] : null;

    private static char? Closing(char quote) => quote switch { '"' => '"', '\'' => '\'', '“' => '”', _ => null };

    private static bool IsUnicode(string said)
    {
        for (var rest = said.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    [GeneratedRegex("""\G[\p{L}/|&+][^"'{}\[\],:\r\n]{0,60}(["'])[^"'\r\n]{0,200}\1(?!\s*:)""", RegexOptions.CultureInvariant)]
    private static partial Regex AnotherString();
}
