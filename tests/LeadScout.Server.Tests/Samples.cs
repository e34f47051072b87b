namespace LeadScout.Server.Tests;

/// <summary>The sample list of the repository, and its recorded answers.</summary>
internal static class Samples
{
    public static string Leads { get; } = Find("samples/leads.csv");

    public static string Answers { get; } = Find("samples/department.tsv");

    /// <summary>A file of the repository.</summary>
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeadScout.slnx")))
            {
                return Path.Combine(folder.FullName, name);
            }
        }

        throw new InvalidOperationException($"No LeadScout.slnx above {AppContext.BaseDirectory}.");
    }
}
