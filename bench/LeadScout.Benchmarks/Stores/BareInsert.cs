using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Sqlite;
using Microsoft.Data.Sqlite;

namespace LeadScout.Benchmarks.Stores;

/// <summary>
/// The least that keeping the same bytes takes: the store's own schema, one prepared insert, its values bound already as SQLite takes them,
/// a transaction a reply, synced.
/// </summary>
internal sealed class BareInsert : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;

    public BareInsert(string path)
    {
        SqliteStore.Open(path).Dispose();
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF");
        _begin = Prepared("BEGIN IMMEDIATE");
        _commit = Prepared("COMMIT");
        _insert = Prepared(
            """INSERT INTO answer (question, text_key, text, label, source, "by", job, call, at) VALUES (@question, @key, @text, @label, 0, @by, @job, @call, @at)""",
            "@question", "@key", "@text", "@label", "@by", "@job", "@call", "@at");
    }

    /// <summary>The values of answers as SQLite takes them.</summary>
    public static object[][] Bound(ImmutableArray<Answer> answers, long call) =>
    [
        .. answers.Select(answer => new object[]
        {
            answer.Question.Hash.ToBytes(), answer.Key.Hash.ToBytes(), answer.Text, answer.Label, answer.By,
            "aaaaaaaaaaaa", call, answer.At.UtcDateTime.ToString("O"),
        }),
    ];

    /// <summary>Keeps one reply.</summary>
    public void Commit(object[][] answers)
    {
        _begin.ExecuteNonQuery();
        foreach (var answer in answers)
        {
            for (var i = 0; i < answer.Length; i++)
            {
                _insert.Parameters[i].Value = answer[i];
            }

            _insert.ExecuteNonQuery();
        }

        _commit.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = Prepared(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepared(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // constants only
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter(parameter, null));
        }

        return command;
    }
}
