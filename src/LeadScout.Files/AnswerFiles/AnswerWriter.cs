using System.Text;
using LeadScout.Answers;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Files.AnswerFiles;

/// <summary>Writes answers, one a line. Not thread-safe.</summary>
public sealed class AnswerWriter : IDisposable
{
    private readonly TargetFile? _target;
    private readonly TextWriter _text;
    private readonly bool _isCsv;
    private readonly TextKeys _keys;

    internal AnswerWriter(TargetFile target, bool isCsv, TextKeys keys)
        : this(new StreamWriter(target.Stream, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true), keys)
    {
        (_target, _isCsv) = (target, isCsv);
        if (isCsv)
        {
            WriteRecord(AnswerColumns.Names);
        }
    }

    internal AnswerWriter(TextWriter text, TextKeys keys) => (_text, _keys) = (text, keys);

    /// <summary>Writes one answer.</summary>
    /// <param name="answer">An entry of the log.</param>
    /// <param name="question">What people call its question, or null.</param>
    /// <exception cref="BadInputException">A CSV can't hold it.</exception>
    public void Write(Answer answer, string? question)
    {
        var line = AnswerLine.Of(answer, question, _keys);
        if (_isCsv)
        {
            WriteRecord(AnswerColumns.Of(line));
        }
        else
        {
            _text.Write(AnswerLineJson.Of(line));
            _text.Write('\n');
        }
    }

    /// <summary>Puts everything under the file's name.</summary>
    public void Complete()
    {
        _text.Flush();
        _target?.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _target?.Dispose();

    private void WriteRecord(IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            _text.Write(i == 0 ? "" : ",");
            WriteCell(cells[i]);
        }

        _text.Write('\n');
    }

    private void WriteCell(string cell)
    {
        if (cell.Contains('\0', StringComparison.Ordinal))
        {
            throw new BadInputException(
                $"A text holds a NUL character, which no CSV can hold. Export JSON Lines: {Setting.Output.To("answers.jsonl")}.");
        }

        _text.Write(cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
    }
}
