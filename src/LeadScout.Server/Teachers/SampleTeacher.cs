namespace LeadScout.Server.Teachers;

/// <summary>The recorded answers of the sample list, as jobs name them. Every server has them, so every client may.</summary>
internal static class SampleTeacher
{
    /// <summary>Its name, in jobs and on pages.</summary>
    public const string Name = "recorded:" + File;

    /// <summary>The folder of the answers, in the data folder.</summary>
    public const string Folder = "sample";

    private const string File = "leadscout-sample.tsv";

    /// <summary>Where the answers lie.</summary>
    public static string PathIn(string dataFolder) => Path.Join(dataFolder, Folder, File);
}
