using System.Xml;

namespace LeadScout.Files.Xlsx;

/// <summary>Characters read from XML one after another, used again and again; a text has a limit. Not thread-safe.</summary>
internal sealed class TextBuffer
{
    /// <summary>So many characters a text may have; Excel allows 32,767.</summary>
    public const int Longest = 1 << 20;

    private char[] _characters = new char[1024];

    /// <summary>How many there are.</summary>
    public int Length { get; private set; }

    /// <summary>The characters from one to another; valid until more are added.</summary>
    public ReadOnlySpan<char> this[int begin, int end] => _characters.AsSpan(begin, end - begin);

    /// <summary>Forgets all.</summary>
    public void Clear() => Length = 0;

    /// <summary>Adds all text directly inside the element that the reader stands on, and moves behind its end tag.</summary>
    /// <exception cref="InvalidDataException">It is longer than <see cref="Longest"/>.</exception>
    public void AddElement(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return;
        }

        var begin = Length;
        xml.Read();
        while (xml.NodeType != XmlNodeType.EndElement)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                AddNode(xml, begin);
                xml.Read();
            }
            else if (xml.NodeType == XmlNodeType.Element)
            {
                xml.Skip();
            }
            else
            {
                xml.Read();
            }
        }

        xml.Read();
    }

    /// <summary>Adds the value of the attribute that the reader stands on.</summary>
    public void AddAttribute(XmlReader xml) => AddNode(xml, Length);

    /// <summary>
    /// Adds a text with runs (ECMA-376 part 1, 18.4.8): the element's own and that of its rich runs, one after another, without the
    /// phonetic ones. The reader stands on the element and moves behind its end tag.
    /// </summary>
    public void AddRuns(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return;
        }

        var depth = xml.Depth;
        var begin = Length;
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || (xml.LocalName == "r" && !xml.IsEmptyElement))
            {
                xml.Read();
            }
            else if (xml.LocalName == "t")
            {
                AddElement(xml);
            }
            else
            {
                xml.Skip();
            }
        }

        xml.Read();
        Decode(begin);
    }

    /// <summary>Puts escaped characters in their place, from one on.</summary>
    public void Decode(int begin) => Length = begin + XText.Decode(_characters.AsSpan(begin, Length - begin));

    private void AddNode(XmlReader xml, int begin)
    {
        while (true)
        {
            if (_characters.Length == Length)
            {
                Array.Resize(ref _characters, 2 * Length);
            }

            var read = xml.ReadValueChunk(_characters, Length, _characters.Length - Length);
            if (read == 0)
            {
                return;
            }

            Length += read;
            if (Length - begin > Longest)
            {
                throw new InvalidDataException($"A cell has more than {Longest:N0} characters.");
            }
        }
    }
}
