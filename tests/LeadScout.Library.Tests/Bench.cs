using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Teaching;

namespace LeadScout.Library.Tests;

/// <summary>What a test works with: a question, a fake client, and a real database in a folder of its own.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public static readonly Price Price = new(1m, 1m, 4m);

    public static readonly Question Department = Question.Ask("department", "Which department?", "Sales", "IT", "Other");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-library-");
    private SqliteStore? _store;

    public string Database => Path.Join(_folder.FullName, "leads.db");

    public FakeChatClient Chat { get; init; } = new(DepartmentOf);

    /// <summary>What the LLM would say.</summary>
    public static string DepartmentOf(string title) =>
        title.Contains("sales", StringComparison.OrdinalIgnoreCase) ? "Sales"
        : title.Contains("engineer", StringComparison.OrdinalIgnoreCase) ? "IT"
        : "Other";

    /// <summary>Job titles of three departments, many of them alike.</summary>
    public static string[] Titles(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (i % 3) switch { 0 => $"Sales Manager {i / 7}", 1 => $"Engineer {i / 5}", _ => $"Gardener {i / 3}" })];

    /// <summary>A client over the database; the one before it must be disposed of.</summary>
    public LeadScoutClient Open(LeadScoutOptions? options = null, TimeProvider? clock = null)
    {
        _store?.Dispose();
        _store = SqliteStore.Open(Database);
        return new LeadScoutClient(Chat.AsTeacher(price: Price), _store, options, clock);
    }

    /// <summary>Closes the database.</summary>
    public void Close() => _store?.Dispose();

    public ValueTask DisposeAsync()
    {
        Close();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
