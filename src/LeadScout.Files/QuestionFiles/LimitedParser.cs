using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LeadScout.Files.QuestionFiles;

/// <summary>
/// Passes YAML on part by part, and refuses what <see cref="QuestionLimits"/> does not allow before it has grown. Not thread-safe.
/// </summary>
/// <param name="yaml">The text.</param>
internal sealed class LimitedParser(TextReader yaml) : IParser
{
    private readonly Parser _parser = new(new Scanner(yaml, skipComments: true));
    private int _depth;
    private int _parts;

    /// <inheritdoc/>
    public ParsingEvent? Current => _parser.Current;

    /// <inheritdoc/>
    /// <exception cref="YamlException">This is no YAML, or more than is allowed.</exception>
    public bool MoveNext()
    {
        if (!_parser.MoveNext())
        {
            return false;
        }

        var part = _parser.Current!;
        _depth += part.NestingIncrease;
        if (part is AnchorAlias)
        {
            throw Refused(
                part, "a question file can't use '*', an alias for what stands elsewhere: write it out, or put the value in quotes");
        }

        if (_depth > QuestionLimits.Depth + 2) // the stream and the document count
        {
            throw Refused(part, $"lists and mappings stand more than {QuestionLimits.Depth} deep inside each other");
        }

        return ++_parts <= QuestionLimits.Parts
            ? true
            : throw Refused(part, $"there are more than {QuestionLimits.Parts:N0} values and keys");
    }

    private static LimitExceededException Refused(ParsingEvent part, string message) => new(part.Start, message);
}

/// <summary>YAML that holds more than a question file may.</summary>
/// <param name="at">Where.</param>
/// <param name="message">What, without the last full stop.</param>
internal sealed class LimitExceededException(Mark at, string message) : YamlException(at, at, message);
