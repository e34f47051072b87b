namespace LeadScout.Server.Lists;

/// <summary>A folder among the lists whose record of the list can't be used.</summary>
/// <param name="Id">The folder's name: by it the list is deleted.</param>
/// <param name="Name">What the list was called, by the file that lies there; null where that is not known.</param>
/// <param name="Problem">What is wrong with it, in a whole sentence, without a path of this machine.</param>
public sealed record BrokenList(string Id, string? Name, string Problem)
{
    /// <summary>Where the record lies, from the data folder.</summary>
    public string File => FileOf(Id);

    /// <summary>What its owner can do.</summary>
    public string ToDo => $"Upload {Name ?? "the list"} again: that mends it, and jobs over it go on.";

    internal static string FileOf(string id) => $"lists/{id}/{ListRecord.FileName}";
}
