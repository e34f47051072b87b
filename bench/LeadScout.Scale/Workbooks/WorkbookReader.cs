using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ExcelDataReader;
using LeadScout.Files;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace LeadScout.Scale.Workbooks;

/// <summary>Ways to read all cells of a workbook as text: each gives how many it saw.</summary>
internal static class WorkbookReader
{
    /// <summary>The ways by name.</summary>
    public static IReadOnlyDictionary<string, Func<string, long>> All { get; } = new Dictionary<string, Func<string, long>>
    {
        ["leadscout"] = Ours,
        ["miniexcel"] = MiniExcelRows,
        ["openxml-sax"] = OpenXmlSax,
        ["exceldatareader"] = DataReader,
    };

    private static long Ours(string path)
    {
        using var reader = LeadFiles.At(path).Open();
        var cells = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < reader.Columns.Count; i++)
            {
                cells += reader.Value(i).Length > 0 ? 1 : 0;
            }
        }

        return cells;
    }

    private static long MiniExcelRows(string path)
    {
        using var stream = File.OpenRead(path);
        return stream.Query(false, null, ExcelType.XLSX, "A1", new OpenXmlConfiguration { EnableSharedStringCache = false })
            .Sum(row => ((IDictionary<string, object?>)row).Values.LongCount(value => value is not null && $"{value}".Length > 0));
    }

    private static long OpenXmlSax(string path)
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        var book = document.WorkbookPart!;
        var texts = new List<string>();
        if (book.SharedStringTablePart is { } shared)
        {
            using var items = OpenXmlReader.Create(shared);
            while (items.Read())
            {
                if (items.ElementType == typeof(SharedStringItem) && items.IsStartElement)
                {
                    texts.Add(items.LoadCurrentElement()!.InnerText);
                }
            }
        }

        var cells = 0L;
        using var reader = OpenXmlReader.Create(book.WorksheetParts.First());
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Cell) && reader.IsStartElement)
            {
                var cell = (Cell)reader.LoadCurrentElement()!;
                var text = cell.DataType?.Value == CellValues.SharedString
                    ? texts[int.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)]
                    : cell.InnerText;
                cells += text.Length > 0 ? 1 : 0;
            }
        }

        return cells;
    }

    private static long DataReader(string path)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // it wants one for old formats, whatever it reads
        using var stream = File.OpenRead(path);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
        var cells = 0L;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                cells += reader.GetValue(i) is { } value && $"{value}".Length > 0 ? 1 : 0;
            }
        }

        return cells;
    }
}
