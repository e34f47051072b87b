using System.Globalization;
using System.Text;
using LeadScout.Messages;
using LeadScout.Questions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LeadScout.Files.QuestionFiles;

/// <summary>A mapping of a question file, whose errors name the line.</summary>
/// <param name="source">What messages call the file.</param>
/// <param name="mapping">The mapping.</param>
internal sealed class QuestionYaml(string source, YamlMappingNode mapping)
{
    /// <summary>Parses a file's one mapping.</summary>
    public static QuestionYaml Read(string yaml, string source)
    {
        if (yaml.Length > QuestionLimits.Characters)
        {
            throw TooLong(source);
        }

        RefuseInvisible(yaml, source);
        RefuseLastDirective(yaml, source);
        var stream = new YamlStream();
        try
        {
            stream.Load(new LimitedParser(new StringReader(yaml)));
        }
        catch (LimitExceededException e)
        {
            throw At(source, e.Start.Line, e.Message, e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new BadInputException(
                "question-unreadable",
                $"The question file '{source}' is not YAML that can be read. Write it anew, beginning with: {UserAction.NewQuestion}",
                e); // a fault of the parser's
        }
        catch (YamlException e)
        {
            throw At(
                source,
                e.Start.Line,
                $"this is not YAML: {e.Message.TrimEnd('.')}. A value with a colon, a brace or a '#' needs quotes; lists are indented alike",
                e);
        }

        if (stream.Documents.Count != 1)
        {
            throw new BadInputException(stream.Documents.Count == 0
                ? $"The question file '{source}' is empty. It needs at least ask, text and labels."
                : $"The question file '{source}' has {stream.Documents.Count} documents. Put every question into a file of its own.");
        }

        var root = stream.Documents[0].RootNode;
        return root is YamlMappingNode mapping
            ? new QuestionYaml(source, mapping)
            : throw At(source, root.Start.Line, "a question file is made of 'key: value' lines, beginning with name, ask, text and labels");
    }

    /// <summary>
    /// The parser takes the first NUL for the end and loses its way in some line separators; none belongs into a question.
    /// </summary>
    private static void RefuseInvisible(string yaml, string source)
    {
        for (var i = 0; i < yaml.Length; i++)
        {
            if ((char.IsControl(yaml[i]) && yaml[i] is not ('\t' or '\n' or '\r')) || yaml[i] is '\u2028' or '\u2029')
            {
                var line = 1 + yaml.AsSpan(0, i).Count('\n');
                throw At(
                    source,
                    line,
                    $"the character U+{(int)yaml[i]:X4} can't be part of a question file. Take it out, or write it as an escape in double quotes");
            }
        }
    }

    /// <summary>The parser looks for the end of a directive for ever where the file ends in the middle of it.</summary>
    private static void RefuseLastDirective(string yaml, string source)
    {
        var last = yaml.LastIndexOfAny(['\n', '\r']) + 1;
        if (last < yaml.Length && yaml.AsSpan(last).TrimStart('\uFEFF') is ['%', ..])
        {
            throw At(
                source,
                1 + yaml.AsSpan(0, last).Count('\n'),
                "a line that begins with '%' says how to read what follows, and nothing follows. Take it out, or put the value in quotes");
        }
    }

    /// <summary>The error of a file that is longer than any question.</summary>
    public static BadInputException TooLong(string source) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The question file '{source}' has more than {QuestionLimits.Characters:N0} characters. Leave out labels or rules; is it a question file?"));

    /// <summary>Refuses keys that nobody reads, which are mostly misspelt.</summary>
    public void AllowOnly(string[] keys)
    {
        foreach (var (key, _) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !keys.Contains(name))
            {
                throw Error(key, $"the key '{key}' is not known.{NearestNames.Hint(key.ToString(), keys)} Allowed here: {string.Join(", ", keys)}");
            }
        }
    }

    /// <summary>The node of a key, or null.</summary>
    public YamlNode? Find(string key) => mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    /// <summary>The node of a key that must be there.</summary>
    public YamlNode Require(string key) => Find(key) ?? throw Error(mapping, $"'{key}' is missing");

    /// <summary>The text of a key that must be there.</summary>
    public string Text(string key) => TextOf(Require(key), key);

    /// <summary>A node that must be text, and not blank.</summary>
    public string TextOf(YamlNode node, string key) => node switch
    {
        YamlScalarNode { Value: { } text } when !string.IsNullOrWhiteSpace(text) => text,
        YamlScalarNode => throw Error(node, $"'{key}' is blank"),
        _ when key == "text" => throw Error(node, "'text' must be text. A template in braces needs quotes, as in text: \"{Job Title}\""),
        _ => throw Error(node, $"'{key}' must be text"),
    };

    /// <summary>A node that must be a label's name.</summary>
    public string LabelName(YamlNode node)
    {
        var name = TextOf(node, "labels");
        if (name.Trim().Length != name.Length || name.AsSpan().ContainsAny('\r', '\n'))
        {
            throw Error(node, $"the label '{name}' has a line break or surrounding white space");
        }

        if (Label.Unprintable(name) is { } unprintable)
        {
            throw Error(node, $"a label holds the character {unprintable}, which no file keeps as it is. Take it out");
        }

        return Harmless(node, $"the label '{name}'", name);
    }

    /// <summary>The text of a key that must be there, and that becomes a cell of the result.</summary>
    public string CellText(string key) => Harmless(Require(key), $"'{key}: {Text(key)}'", Text(key));

    // What a spreadsheet would run instead of showing it; some take the full-width signs for the same.
    private string Harmless(YamlNode node, string what, string text) =>
        text.Normalize(NormalizationForm.FormKC) is ['=' or '+' or '@', ..] or ['-' or '\u2212', _, ..]
        ? throw Error(
            node,
            $"{what} begins with '{text[0]}', which a spreadsheet takes for a formula when it opens the result. Begin it with a letter or a digit")
        : text;

    /// <summary>The items of a node that must be a list.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">Its key.</param>
    /// <param name="most">The most items.</param>
    public IList<YamlNode> Items(YamlNode node, string key, int most = int.MaxValue) => node is YamlSequenceNode sequence
        ? sequence.Children.Count <= most
            ? sequence.Children
            : throw Error(node, $"'{key}' lists {sequence.Children.Count:N0}; allowed are at most {most:N0}")
        : throw Error(node, $"'{key}' must be a list, as in {key}: [one, two], or one item a line after '- '");

    /// <summary>A text of a limited length.</summary>
    public string TextUpTo(YamlNode node, string key, int most) => TextOf(node, key) is var text && text.Length <= most
        ? text
        : throw Error(node, $"'{key}' has {text.Length:N0} characters; allowed are at most {most:N0}");

    /// <summary>A node inside that must be a mapping of these keys.</summary>
    public QuestionYaml Within(YamlNode node, string what, string[] keys)
    {
        if (node is not YamlMappingNode inner)
        {
            throw Error(node, $"{what} is written {{{string.Join(": ..., ", keys)}: ...}}");
        }

        var within = new QuestionYaml(source, inner);
        within.AllowOnly(keys);
        return within;
    }

    /// <summary>Makes a value of a key's node, and says of its own checks where they failed.</summary>
    public T Checked<T>(string key, Func<YamlNode, T> make)
    {
        var node = Require(key);
        try
        {
            return make(node);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            var suffix = e is ArgumentException { ParamName: { } parameter } ? $" (Parameter '{parameter}')" : "";
            throw At(
                source,
                node.Start.Line,
                e.Message.Replace(suffix.Length > 0 ? suffix : "\0", "", StringComparison.Ordinal).TrimEnd('.'),
                e);
        }
    }

    /// <summary>The error of a node.</summary>
    /// <param name="node">Where.</param>
    /// <param name="message">What is wrong and what to do, without the last full stop.</param>
    public BadInputException Error(YamlNode node, string message) => At(source, node.Start.Line, message);

    private static BadInputException At(string source, long line, string message, Exception? cause = null)
    {
        var full = string.Create(CultureInfo.InvariantCulture, $"The question file '{source}', line {line}: {message}.");
        return cause is null ? new BadInputException(full) : new BadInputException(full, cause);
    }
}
