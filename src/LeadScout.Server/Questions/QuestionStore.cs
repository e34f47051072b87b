using System.Collections.Concurrent;
using System.Text;
using LeadScout.Files.Disk;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Questions;

/// <summary>The built-in questions and the user's own, which are kept in the data folder as YAML, one file a name. Thread-safe.</summary>
internal sealed class QuestionStore(ServerWorkspace workspace)
{
    private const int LongestYaml = QuestionLimits.Characters;

    private static readonly Dictionary<string, KnownQuestion> Built = BuiltInQuestions.Names.ToDictionary(
        name => name, name => new KnownQuestion(BuiltInQuestions.Load(name), BuiltInQuestions.Yaml(name), true), StringComparer.Ordinal);

    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, (DateTime Written, KnownQuestion Question)> _read = [];
    private readonly string _folder = Path.Join(workspace.Folder, "questions");

    /// <summary>All questions that can be asked: the built-in ones first, then the own ones by name.</summary>
    public IReadOnlyList<KnownQuestion> All() => Read().Known;

    /// <summary>The same, and the files that are no questions.</summary>
    public (IReadOnlyList<KnownQuestion> Known, IReadOnlyList<BrokenQuestion> Broken) Read()
    {
        var own = OwnNames().Order(StringComparer.Ordinal).Select(OwnHere).ToArray();
        return (
            [.. BuiltInQuestions.Names.Select(name => Built[name]), .. own.Select(one => one.Known).OfType<KnownQuestion>()],
            [.. own.Select(one => one.Broken).OfType<BrokenQuestion>()]);
    }

    /// <summary>A question.</summary>
    /// <exception cref="RefusedException">There is none of this name, or its file is broken.</exception>
    public KnownQuestion Find(string name) => Built.GetValueOrDefault(name)
        ?? (IsName(name) ? Own(name) : null)
        ?? throw new RefusedException("question-not-found", 404, $"There is no question '{name}'.{NearestNames.Hint(name, [.. BuiltInQuestions.Names, .. OwnNames()])} The questions that there are: GET /api/v1/questions.");

    /// <summary>Where a question of one's own lies, from the data folder.</summary>
    internal static string PathOf(Question question) => $"questions/{question.Name}.yaml";

    /// <summary>Whether YAML makes a question; keeps nothing.</summary>
    /// <exception cref="BadInputException">It doesn't; the message says the line and what is allowed.</exception>
    public static KnownQuestion Check(string yaml) => yaml.Length <= LongestYaml
        ? new KnownQuestion(QuestionFile.Parse(yaml, "question"), yaml, false)
        : throw new RefusedException(
            "question-too-large", 413, $"The question has more than {LongestYaml:N0} characters. Leave out labels or rules.");

    /// <summary>
    /// Keeps a question under its own name, in place of an earlier one of that name. Jobs that began with the earlier one go on with it.
    /// </summary>
    /// <exception cref="BadInputException">The YAML is no question.</exception>
    /// <exception cref="RefusedException">The name is taken by a built-in question, or can't be a file's.</exception>
    public KnownQuestion Save(string yaml)
    {
        var question = Check(yaml);
        var name = question.Question.Name;
        if (!IsName(name) || BuiltInQuestions.Names.Contains(name))
        {
            throw new RefusedException(
                "bad-question-name", 400, $"A question of your own can't be called '{name}'. Allowed: 1 to 60 letters, digits, hyphens and underscores, none of {string.Join(", ", BuiltInQuestions.Names)}.");
        }

        lock (_writing)
        {
            DataFolder.MakeClosed(_folder);
            var temporary = PathOf(name) + ".tmp";
            using (var file = DataFolder.OpenClosed(temporary, FileMode.Create))
            {
                file.Write(Encoding.UTF8.GetBytes(yaml));
                Durable.Sync(file);
            }

            Durable.Rename(temporary, PathOf(name));
            DataFolder.KeepNames(workspace.Folder);
            workspace.Files.Publish($"questions/{name}.yaml");
        }

        return question;
    }

    /// <summary>Deletes a question of one's own, a broken one too; its answers stay.</summary>
    /// <exception cref="RefusedException">There is none of this name, or it is built in.</exception>
    public void Delete(string name)
    {
        if (!OwnNames().Contains(name, StringComparer.Ordinal) && Find(name).IsBuiltIn)
        {
            throw new RefusedException("question-built-in", 409, $"The question '{name}' came along with LeadScout and can't be deleted.");
        }

        workspace.Files.DeleteAsync($"questions/{name}.yaml", CancellationToken.None).GetAwaiter().GetResult();
        File.Delete(PathOf(name));
        DataFolder.KeepNames(_folder);
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private string PathOf(string name) => Path.Join(_folder, name + ".yaml");

    private KnownQuestion? Own(string name)
    {
        workspace.Files.Fetch($"questions/{name}.yaml");
        var (known, broken) = OwnHere(name);
        return broken is null ? known : throw new RefusedException(
            "question-broken",
            409,
            $"The question '{name}' can't be asked: {broken.Problem} {broken.ToDo} Or keep it anew: POST /api/v1/questions. Or delete it: DELETE /api/v1/questions/{name}.");
    }

    /// <summary>The question of a file, or what is wrong with it; neither where the file is not there.</summary>
    private (KnownQuestion? Known, BrokenQuestion? Broken) OwnHere(string name)
    {
        var path = PathOf(name);
        var written = File.GetLastWriteTimeUtc(path);
        if (_read.TryGetValue(name, out var read) && read.Written == written)
        {
            return (read.Question, null);
        }

        _read.TryRemove(name, out _);
        try
        {
            var yaml = File.ReadAllText(path);
            var question = new KnownQuestion(QuestionFile.Parse(yaml, BrokenQuestion.FileOf(name)), yaml, false);
            if (BrokenQuestion.Misnamed(name, question.Question.Name, IsName(name)) is { } misnamed)
            {
                return (null, misnamed);
            }

            _read[name] = (written, question);
            return (question, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, null);
        }
        catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
        {
            return (null, BrokenQuestion.Of(name, e));
        }
    }

    private IEnumerable<string> OwnNames()
    {
        workspace.Files.Fetch("questions/");
        return Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)) : [];
    }
}
