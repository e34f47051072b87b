using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace LeadScout.Scale.Lists;

/// <summary>
/// Writes a large list as a workbook as Excel does (ECMA-376): texts in a table of their own, the first column as numbers.
/// </summary>
internal static class XlsxList
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";

    /// <param name="list">The list.</param>
    /// <param name="path">The file.</param>
    /// <param name="dimension">What the sheet says of its size; null for nothing.</param>
    public static void Write(LargeList list, string path, string? dimension = null)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Write(zip, "[Content_Types].xml", $"""
            <Types xmlns="{Package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
            <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>
            """);
        Write(
            zip,
            "_rels/.rels",
            $"""<Relationships xmlns="{Package}relationships"><Relationship Id="r1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Write(
            zip,
            "xl/workbook.xml",
            $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Leads" sheetId="1" r:id="r1"/></sheets></workbook>""");
        Write(zip, "xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}relationships"><Relationship Id="r1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="r2" Type="{Office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>
            """);
        var texts = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        WriteSheet(zip, list, texts, dimension);
        WriteTexts(zip, texts);
    }

    private static void WriteSheet(ZipArchive zip, LargeList list, OrderedDictionary<string, int> texts, string? dimension)
    {
        using var xml = XmlWriter.Create(
            zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new XmlWriterSettings { CloseOutput = true });
        xml.WriteStartElement("worksheet", Main);
        if (dimension is not null)
        {
            xml.WriteStartElement("dimension");
            xml.WriteAttributeString("ref", dimension);
            xml.WriteEndElement();
        }

        xml.WriteStartElement("sheetData");
        string[] letters = [.. Enumerable.Range(0, list.Columns.Count).Select(Letters)];
        var number = 1;
        foreach (var row in list.Rows().Prepend([.. list.Columns]))
        {
            xml.WriteStartElement("row");
            xml.WriteAttributeString("r", number.ToString(CultureInfo.InvariantCulture));
            for (var i = 0; i < row.Length; i++)
            {
                texts.TryAdd(row[i], texts.Count, out var index);
                var isNumber = i == 0 && number > 1;
                xml.WriteStartElement("c");
                xml.WriteAttributeString("r", $"{letters[i]}{number}");
                if (!isNumber)
                {
                    xml.WriteAttributeString("t", "s");
                }

                xml.WriteElementString("v", isNumber ? row[i] : index.ToString(CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            number++;
        }
    }

    private static void WriteTexts(ZipArchive zip, OrderedDictionary<string, int> texts)
    {
        using var xml = XmlWriter.Create(
            zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open(), new XmlWriterSettings { CloseOutput = true });
        xml.WriteStartElement("sst", Main);
        foreach (var text in texts.Keys)
        {
            xml.WriteStartElement("si");
            xml.WriteElementString("t", text);
            xml.WriteEndElement();
        }
    }

    private static string Letters(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    private static void Write(ZipArchive zip, string part, string xml)
    {
        using var text = new StreamWriter(zip.CreateEntry(part).Open());
        text.Write(xml);
    }
}
