namespace LeadScout.Tests.Streaming;

/// <summary>Texts whose label a student can learn.</summary>
internal static class StreamTexts
{
    private static readonly string[] Words = ["sales", "account", "brand", "campaign", "office", "reception"];

    public static string Truth(string text) =>
        Array.FindIndex(Words, text.Contains) switch { < 2 => "Sales", < 4 => "Marketing", _ => "Other" };

    public static string[] Of(int rows, int texts = int.MaxValue) => [.. Enumerable.Range(0, rows).Select(row => At(row % texts))];

    public static string At(int row)
    {
        var random = new Random(row);
        return $"{Words[random.Next(Words.Length)]} {(char)('a' + random.Next(26))}{random.Next(1000)}";
    }
}
