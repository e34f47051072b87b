namespace LeadScout.Texts;

/// <summary>A key as its 32 hexadecimal digits.</summary>
public sealed class TextKeyJsonConverter : TextJsonConverter<TextKey>
{
    /// <inheritdoc/>
    protected override TextKey Parse(string text) => TextKey.Parse(text);
}
