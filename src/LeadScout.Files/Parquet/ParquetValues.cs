using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace LeadScout.Files.Parquet;

/// <summary>Reads a column of one row group as text: "" for null.</summary>
/// <param name="group">The row group.</param>
/// <param name="meaning">What the values are.</param>
internal sealed class ParquetValues(ParquetRowGroupReader group, ParquetMeaning meaning)
{
    /// <summary>By row.</summary>
    public ValueTask<string[]> ReadAsync(DataField field) => field.ClrType switch
    {
        var type when type == typeof(ReadOnlyMemory<byte>) || type == typeof(byte[]) =>
            ReadAsync<ReadOnlyMemory<byte>>(field, value => ParquetText.Of(value.Span, meaning)),
        var type when type == typeof(bool) => ReadAsync<bool>(field, value => value ? "true" : "false"),
        var type when type == typeof(int) => ReadAsync<int>(field, value => ParquetText.Of(value, meaning)),
        var type when type == typeof(long) => ReadAsync<long>(field, value => ParquetText.Of(value, meaning)),
        var type when type == typeof(float) => ReadAsync<float>(field, value => value.ToString(CultureInfo.InvariantCulture)),
        var type when type == typeof(double) => ReadAsync<double>(field, value => value.ToString(CultureInfo.InvariantCulture)),
        var type when type == typeof(DateTime) => ReadAsync<DateTime>(
            field, value => value.ToString(value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)), // INT96
        var type => throw new InvalidDataException($"Values of the type {type.Name} can't be read."),
    };

    private async ValueTask<string[]> ReadAsync<T>(DataField field, Func<T, string> text)
        where T : struct
    {
        var values = new T[group.RowCount];
        var texts = new string[group.RowCount];
        if (!field.IsNullable)
        {
            await group.ReadRawAsync<T>(field, values, null, null).ConfigureAwait(false);
            return Array.ConvertAll(values, value => text(value));
        }

        var levels = new int[group.RowCount];
        await group.ReadRawAsync<T>(field, values, levels, null).ConfigureAwait(false);
        for (var (row, next) = (0, 0); row < texts.Length; row++)
        {
            texts[row] = levels[row] == 0 ? "" : text(values[next++]);
        }

        return texts;
    }
}
