using Sylvan.Data.Csv;

namespace LeadScout.Scale.Warm;

/// <summary>The yardstick: the CSV library reads a file and writes it again, untouched, on one core.</summary>
internal static class CsvCopy
{
    public static void Run(string from, string to)
    {
        using var reader = CsvDataReader.Create(from, new CsvDataReaderOptions { BufferSize = 128 * 1024 });
        using var writer = CsvDataWriter.Create(to, new CsvDataWriterOptions { NewLine = "\n", BufferSize = 128 * 1024 });
        writer.Write(reader);
    }
}
