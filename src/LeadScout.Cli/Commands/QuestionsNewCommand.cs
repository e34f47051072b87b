using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout questions new</c>: a question file to fill in.</summary>
internal static class QuestionsNewCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "The question's name; the added columns are called after it" };
        var basis = new Option<string?>("--" + LawfulUse.Key)
        {
            HelpName = "SENTENCE",
            Description =
                "For a question about a protected trait of a person: which exception of the law allows it, and why; written into the file",
        };
        var format = CommonOptions.Format();
        var command = new Command("new", "Write a commented question file to fill in.") { name, basis, format };
        command.SetAction(parsed =>
        {
            var path = Write(parsed.GetRequiredValue(name), parsed.GetValue(basis));
            terminal.Out.WriteLine(
                parsed.GetValue(format) == OutputFormat.Json
                    ? ReportJson.Of(new NewQuestionDocument(path))
                    : $"Wrote {path}. Edit it, then: leadscout questions check {path}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Write(string name, string? basis)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new BadInputException($"A question can't be called '{name}'. Allowed: letters, digits, '-' and '_'.");
        }

        var path = name + ".yaml";
        var yaml = Template.Replace("NAME", name, StringComparison.Ordinal) + (basis is null ? BasisHint : $"{LawfulUse.Key}: \"{JsonEncodedText.Encode(basis, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"\n");
        Check(yaml, path);
        try
        {
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            file.Write(yaml);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(
                File.Exists(path) ? $"{path} is there already. Choose another name, or move it away." : $"Can't write {path}: {e.Message}",
                e);
        }

        return path;
    }

    // Before there is a file: one that is refused at once helps nobody.
    private static void Check(string yaml, string path)
    {
        try
        {
            QuestionFile.Parse(yaml, path);
        }
        catch (BadInputException e)
        {
            throw new BadInputException(e.Code, $"Not written. {e.Wording} To begin with a basis, give it: --{LawfulUse.Key} SENTENCE.", e);
        }
    }

    private const string Template =
        """
        # A question about every lead of a list. Check it with: leadscout questions check NAME.yaml

        # The added columns are called NAME, NAME_confidence and NAME_source.
        name: NAME

        # What the LLM is asked, in one or two sentences.
        ask: What part does this person play when a company buys software?

        # The text it is asked about: column names in braces.
        # Several columns may be joined: "{Job Title} at {Company}"
        text: "{Job Title}"

        # The answers it may give, at least two. A meaning helps the LLM where the name alone leaves a doubt.
        labels:
          - {name: Decides, means: "signs or has the budget: owners, chiefs, heads of a department"}
          - {name: Advises, means: "uses or judges the software: managers, specialists, engineers"}
          - {name: Administers, means: "handles the purchase: purchasing, legal, finance clerks"}
          - Other

        # Optional: what needs no LLM. Words match as whole words, upper and lower case alike; `matches` takes a regular expression.
        # rules:
        #   - {label: Decides, words: [ceo, owner, managing director]}
        #   - {label: Administers, matches: "purchas|procurement"}

        """;

    private const string BasisHint =
        """

        # Only for a question about a protected trait of a person, such as religion or health: on which lawful basis it is asked. See docs/privacy.md.
        # lawful-basis: ...

        """;
}
