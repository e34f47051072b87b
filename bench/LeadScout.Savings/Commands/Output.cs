namespace LeadScout.Savings.Commands;

/// <summary>Prints a table and writes it.</summary>
internal static class Output
{
    public static void Write(string path, string table)
    {
        Console.Out.Write(table);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, table);
        Console.Error.WriteLine($"Written to {path}");
    }
}
