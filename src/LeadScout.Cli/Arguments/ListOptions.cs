using System.CommandLine;
using LeadScout.Files;

namespace LeadScout.Cli.Arguments;

/// <summary>The options that say how a list is read, where the file does not say it well enough itself.</summary>
internal sealed class ListOptions
{
    private readonly Option<char?> _delimiter = Parsed.Optional<char>(
        "--delimiter", "CHAR", "What separates a CSV's columns, as in ';' or tab; found out unless given", ListOptionText.Delimiters, text => ListOptionText.Delimiter(text));

    private readonly Option<int?> _headerRow = Parsed.Optional(
        "--header-row", "N", "Which row of a CSV or a sheet is the header; found out unless given", "a whole number from 1; a list without a header needs one", Parsed.Whole(1, int.MaxValue));

    private readonly Option<char?> _quote = Parsed.Optional<char>(
        "--quote", "CHAR", "What a CSV's fields are quoted with, or none [default: double]", ListOptionText.Quotes, text => ListOptionText.Quote(text));

    private readonly Option<string?> _encoding =
        new("--encoding") { HelpName = "NAME", Description = "A CSV's encoding, as in windows-1252; UTF-8 or UTF-16, whichever it is, unless given" };

    private readonly Option<string?> _sheet =
        new("--sheet") { HelpName = "NAME", Description = "The workbook's sheet, when it has several" };

    private readonly Option<string?> _format =
        new("--input-format") { HelpName = "FORMAT", Description = "What the list is, when its name does not say it: csv, tsv, jsonl, json, ..." };

    /// <summary>Gives a command these options, in the order of its help.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_delimiter, _headerRow, _quote, _encoding, _sheet, _format];
        foreach (var option in options)
        {
            command.Add(option);
        }
    }

    /// <summary>What the user said.</summary>
    public LeadFileOptions Of(ParseResult parsed) => new(parsed.GetValue(_encoding), parsed.GetValue(_sheet))
    {
        Delimiter = parsed.GetValue(_delimiter),
        HeaderRow = parsed.GetValue(_headerRow),
        Quote = parsed.GetValue(_quote),
        Format = parsed.GetValue(_format)?.TrimStart('.').ToLowerInvariant(),
    };
}
