using System.Globalization;
using System.Text;
using LeadScout.Answers;
using Npgsql;

namespace LeadScout.Nodes.Figures;

/// <summary>
/// The statements of the shared store for a call and its answers, prepared once, on one connection, which is closed with it. One at a time.
/// </summary>
internal sealed class BareStore(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlCommand _begin = new(
        """
        WITH begun AS (
            INSERT INTO call (job, epoch, batch, attempt, teacher, ceiling_nanodollars, at, state) VALUES (NULL, NULL, $1, $2, $3, $4, $5, 'Open') RETURNING id),
        questions AS (INSERT INTO call_question (call, place, question) SELECT id, place, question FROM begun, unnest($6) WITH ORDINALITY AS row (question, place)),
        texts AS (INSERT INTO call_text (call, item, text_key) SELECT id, item, text_key FROM begun, unnest($7) WITH ORDINALITY AS row (text_key, item))
        SELECT id FROM begun
        """,
        connection);

    private readonly NpgsqlCommand _end = new(
        """
        UPDATE call SET state = 'Answered', input_tokens = $1, output_tokens = $2, billing = 'Measured', cost_nanodollars = $3, ended_at = $4
        WHERE id = $5 AND state = 'Open' RETURNING job, ceiling_nanodollars, epoch
        """,
        connection);

    private readonly NpgsqlCommand _reserve = new("UPDATE log SET position = position + $1 RETURNING position, pg_notify('bare', '')", connection);

    private readonly NpgsqlCommand _insert = new(
        """
        INSERT INTO answer (position, question, text_key, text, label, source, "by", call, at)
        SELECT $1 + place - 1, question, text_key, text, label, source, "by", call, at
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS row (question, text_key, text, label, source, "by", call, at, place)
        """,
        connection);

    private readonly NpgsqlCommand _find = new(
        """
        SELECT position, answer.question, text_key, text, label, source, answer."by", job, call, answer.at, audit_student_label, audit_probability,
               imported_call, retraction."by", retraction.at
        FROM answer LEFT JOIN retraction ON retraction.answer = position AND retraction.question = answer.question
        WHERE text_key = $1 AND answer.question = $2 ORDER BY position
        """,
        connection);

    /// <summary>A call, from its intent to its answers: two transactions.</summary>
    public async Task CommitAsync(Answer[] answers)
    {
        var intent = StoreCommand.IntentOf(answers);
        long call;
        await using (var begin = await connection.BeginTransactionAsync())
        {
            call = (long)(await RunAsync(
                _begin, intent.Batch.Stored, intent.Attempt, intent.Teacher, intent.Ceiling!.Value.NanoDollars, Moment(intent.At), Questions(answers[..1]), Keys(answers)))!;
            await begin.CommitAsync();
        }

        var end = StoreCommand.EndOf(call, answers);
        await using var commit = await connection.BeginTransactionAsync();
        await RunAsync(_end, end.Usage.InputTokens, end.Usage.OutputTokens, end.Cost!.Value.NanoDollars, Moment(end.At), call);
        var last = (long)(await RunAsync(_reserve, (long)answers.Length))!;
        await RunAsync(
            _insert,
            last - answers.Length + 1,
            Questions(answers),
            Keys(answers),
            answers.Select(answer => Encoding.UTF8.GetBytes(answer.Text)).ToArray(),
            answers.Select(answer => answer.Label).ToArray(),
            answers.Select(answer => (short)answer.Source).ToArray(),
            answers.Select(answer => answer.By).ToArray(),
            answers.Select(_ => call).ToArray(),
            answers.Select(answer => Moment(answer.At)).ToArray());
        await commit.CommitAsync();
    }

    /// <summary>What is known of a text.</summary>
    public async Task<int> FindAsync(Answer answer)
    {
        await SetAsync(_find, Bytes(answer.Key.ToString()), Bytes(answer.Question.ToString()));
        await using var reader = await _find.ExecuteReaderAsync();
        var found = 0;
        while (await reader.ReadAsync())
        {
            found += reader.GetString(4).Length + reader.GetFieldValue<byte[]>(3).Length;
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in (NpgsqlCommand[])[_begin, _end, _reserve, _insert, _find])
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private static string Moment(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static byte[][] Keys(Answer[] answers) => [.. answers.Select(answer => Bytes(answer.Key.ToString()))];

    private static byte[][] Questions(Answer[] answers) => [.. answers.Select(answer => Bytes(answer.Question.ToString()))];

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    private static async Task<object?> RunAsync(NpgsqlCommand command, params object[] values)
    {
        await SetAsync(command, values);
        return await command.ExecuteScalarAsync();
    }

    private static async Task SetAsync(NpgsqlCommand command, params object[] values)
    {
        if (command.Parameters.Count == 0)
        {
            command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
            await command.PrepareAsync();
            return;
        }

        for (var place = 0; place < values.Length; place++)
        {
            command.Parameters[place].Value = values[place];
        }
    }
}
