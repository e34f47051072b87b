using LeadScout.Questions;

namespace LeadScout.Savings.Sets;

/// <summary>Where things lie, seen from the root of the repository.</summary>
internal static class Folders
{
    /// <summary>The root: the nearest folder above the current one, or above the program, that holds the solution.</summary>
    public static string Root => Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory)
        ?? throw new BadInputException("No LeadScout.slnx in or above the current folder. Run the bench from inside the repository.");

    /// <summary>The public sets.</summary>
    public static string Data => Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    /// <summary>A path under the root.</summary>
    public static string Under(string path) => Path.Combine(Root, path);

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LeadScout.slnx")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
