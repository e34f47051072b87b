using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;

namespace LeadScout.Server.Questions;

/// <summary>A file among the questions that can't be asked.</summary>
/// <param name="Name">The file's name without its ending: by it the file is deleted.</param>
/// <param name="Problem">What is wrong with it, in whole sentences, without a path of this machine.</param>
public sealed record BrokenQuestion(string Name, string Problem)
{
    /// <summary>Where the file lies, from the data folder.</summary>
    public string File => FileOf(Name);

    /// <summary>What whoever runs the server can do.</summary>
    public string ToDo => $"Mend {File} in the server's data folder.";

    internal static string FileOf(string name) => $"questions/{name}.yaml";

    internal static BrokenQuestion Of(string name, Exception fault) => new(
        name, fault is BadInputException bad ? bad.Message : $"{FileOf(name)} can't be read by the server's user: look at its permissions.");

    /// <summary>What is wrong with a file that holds a question under another name than its own; null for nothing.</summary>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="question">What the question inside is called.</param>
    /// <param name="isName">Whether a question can be called as the file is.</param>
    internal static BrokenQuestion? Misnamed(string name, string question, bool isName)
    {
        var problem = BuiltInQuestions.Names.Contains(name) ? $"a question that came along is called '{name}', and is asked in its place. Give file and question another name."
            : !isName ? "a question's name has 1 to 60 letters, digits, hyphens and underscores. Give file and question such a name."
            : question != name ? $"it holds the question '{question}'. Give file and question the same name."
            : null;
        return problem is null ? null : new BrokenQuestion(name, $"{FileOf(name)}: {problem}");
    }
}
