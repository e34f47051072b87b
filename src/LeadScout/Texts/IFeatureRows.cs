namespace LeadScout.Texts;

/// <summary>Rows of (column, value) pairs, one a text. Safe for concurrent readers.</summary>
public interface IFeatureRows
{
    /// <summary>The columns of a row.</summary>
    ReadOnlySpan<int> Columns(int row);

    /// <summary>The values of a row, parallel to <see cref="Columns"/>.</summary>
    ReadOnlySpan<float> Values(int row);

    /// <summary>Sum of squares of a row's values.</summary>
    float SquaredLength(int row);
}
