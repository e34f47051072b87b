using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace LeadScout.Files.Parquet;

/// <summary>The values of a column of one row group as text, the same on every machine.</summary>
internal static class ParquetText
{
    /// <summary>
    /// Reads a column: text as it is; numbers plainly with a point; dates as <c>yyyy-MM-dd</c>, with <c> HH:mm:ss</c> and fractions unless it is
    /// midnight; true or false; "" for null.
    /// </summary>
    /// <returns>By row; null when values of this type have no text.</returns>
    public static async ValueTask<string[]?> ReadAsync(ParquetRowGroupReader group, DataField field) => field.ClrType switch
    {
        var type when type == typeof(ReadOnlyMemory<char>) => await StringsAsync(group, field),
        var type when type == typeof(bool) => await ReadAsync<bool>(group, field, value => value ? "true" : "false"),
        var type when type == typeof(sbyte) => await NumbersAsync<sbyte>(group, field),
        var type when type == typeof(byte) => await NumbersAsync<byte>(group, field),
        var type when type == typeof(short) => await NumbersAsync<short>(group, field),
        var type when type == typeof(ushort) => await NumbersAsync<ushort>(group, field),
        var type when type == typeof(int) => await NumbersAsync<int>(group, field),
        var type when type == typeof(uint) => await NumbersAsync<uint>(group, field),
        var type when type == typeof(long) => await NumbersAsync<long>(group, field),
        var type when type == typeof(ulong) => await NumbersAsync<ulong>(group, field),
        var type when type == typeof(float) => await NumbersAsync<float>(group, field),
        var type when type == typeof(double) => await NumbersAsync<double>(group, field),
        var type when type == typeof(decimal) => await ReadAsync<decimal>(group, field, value => value.ToString("0.############################", CultureInfo.InvariantCulture)),
        var type when type == typeof(DateTime) => await ReadAsync<DateTime>(
            group, field, value => value.ToString(value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        var type when type == typeof(DateOnly) => await ReadAsync<DateOnly>(group, field, value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        var type when type == typeof(TimeOnly) => await ReadAsync<TimeOnly>(group, field, value => value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        var type when type == typeof(TimeSpan) => await ReadAsync<TimeSpan>(group, field, value => value.ToString("c", CultureInfo.InvariantCulture)),
        var type when type == typeof(Guid) => await ReadAsync<Guid>(group, field, value => value.ToString("D")),
        _ => null,
    };

    private static async ValueTask<string[]> StringsAsync(ParquetRowGroupReader group, DataField field)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory());
        return Array.ConvertAll(values, value => value ?? "");
    }

    private static ValueTask<string[]> NumbersAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct, IFormattable =>
        ReadAsync<T>(group, field, value => value.ToString(null, CultureInfo.InvariantCulture));

    private static async ValueTask<string[]> ReadAsync<T>(ParquetRowGroupReader group, DataField field, Func<T, string> text)
        where T : struct
    {
        if (field.IsNullable)
        {
            var values = new T?[group.RowCount];
            await group.ReadAsync(field, values.AsMemory());
            return Array.ConvertAll(values, value => value is { } some ? text(some) : "");
        }

        var all = new T[group.RowCount];
        await group.ReadAsync(field, all.AsMemory());
        return Array.ConvertAll(all, value => text(value));
    }
}
