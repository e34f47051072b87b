using System.Buffers;
using System.IO.Pipelines;
using LeadScout.Server.Mcp;

namespace LeadScout.Cli.Agents;

/// <summary>An agent's lines on their way to the protocol's library. What is no message is answered here, and goes no further.</summary>
internal sealed class CheckedLines(Stream input, WholeLines output)
{
    private readonly Pipe _messages = new();

    /// <summary>The lines that are messages.</summary>
    public Stream Messages => _messages.Reader.AsStream();

    /// <summary>Passes lines on until the agent closes its end.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        Exception? broken = null;
        try
        {
            var lines = PipeReader.Create(input);
            for (var isOpen = true; isOpen;)
            {
                var read = await lines.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    await PassAsync(rest.Slice(0, end), cancellationToken);
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                isOpen = !read.IsCompleted;
                if (!isOpen)
                {
                    await PassAsync(rest, cancellationToken);
                }

                lines.AdvanceTo(isOpen ? rest.Start : rest.End, rest.End);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            broken = e as IOException; // whoever reads the messages is told
        }

        await _messages.Writer.CompleteAsync(broken);
    }

    private async Task PassAsync(ReadOnlySequence<byte> line, CancellationToken cancellationToken)
    {
        if (IsBlank(line))
        {
            return;
        }

        if (BrokenMessage.AnswerTo(line) is { } answer)
        {
            await output.WriteLineAsync(answer, cancellationToken);
            return;
        }

        foreach (var part in line)
        {
            _messages.Writer.Write(part.Span);
        }

        _messages.Writer.Write("\n"u8);
        await _messages.Writer.FlushAsync(cancellationToken);
    }

    private static bool IsBlank(in ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
