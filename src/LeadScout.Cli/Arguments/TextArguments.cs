using System.CommandLine;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;

namespace LeadScout.Cli.Arguments;

/// <summary>What a command about one text takes: the text, the question, whose answers count, and where they are.</summary>
internal sealed class TextArguments
{
    private readonly Argument<string> _text = new("text") { Description = "The text, as it would stand in a list" };
    private readonly Option<string> _question = CommonOptions.Question();
    private readonly Option<string> _database = CommonOptions.Database();
    private readonly Option<OutputFormat?> _format = CommonOptions.Format();

    /// <summary>Whose answers count.</summary>
    public Option<string?> Teacher { get; } = CommonOptions.Teacher();

    /// <summary>Gives a command these arguments, with its own options before the last two.</summary>
    public void AddTo(Command command, params ReadOnlySpan<Option> own)
    {
        command.Add(_text);
        foreach (var option in (Option[])[_question, Teacher, .. own, _database, _format])
        {
            command.Add(option);
        }
    }

    public string TextOf(ParseResult parsed) => parsed.GetRequiredValue(_text);

    /// <exception cref="BadInputException">No such question, or its file can't be used.</exception>
    public Question QuestionOf(ParseResult parsed) => BuiltInQuestions.Resolve(parsed.GetRequiredValue(_question)).Question;

    public string DatabaseOf(ParseResult parsed) => parsed.GetRequiredValue(_database);

    public OutputFormat? FormatOf(ParseResult parsed) => parsed.GetValue(_format);
}
