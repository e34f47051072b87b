using System.CommandLine;
using LeadScout.Application.Embeddings;
using LeadScout.Application.Jobs;
using LeadScout.Questions;

namespace LeadScout.Cli.Arguments;

/// <summary>The options about what lets the student see what texts mean: what embeds, where it is, what it charges.</summary>
internal sealed class EmbeddingOptions
{
    private readonly Option<string?> _name = new("--embeddings")
    {
        HelpName = "NAME",
        Description =
            "Let the student see what the texts mean: less is asked on sentences and titles. local[:FOLDER]: an encoder on this machine, nothing is sent (an add-on). openai:MODEL, azure-openai:DEPLOYMENT, ollama:MODEL: every text is sent there, counted and bounded like calls. See docs/embeddings.md [default: none]",
    };

    private readonly Option<string?> _url = new("--embedding-url")
    {
        HelpName = "URL",
        Description = "Where the server that embeds listens, as in http://127.0.0.1:8080/v1; the provider's own address unless given",
    };

    private readonly Option<decimal?> _price = PriceOptions.Dollars(
        "--embedding-price", "What a million tokens cost at the service that embeds; it goes before every table");

    private readonly Option<bool> _keep = new("--keep-vectors")
    {
        Description =
            "With --embeddings and a database made with --texts hashed: keep the vectors there all the same, though much of a text can be read from its vector",
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_name);
        command.Add(_url);
        command.Add(_price);
        command.Add(_keep);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_keep) is not null && result.GetResult(_name) is null)
            {
                result.AddError($"{_keep.Name} is about the vectors of {_name.Name}, and nothing embeds. Name what does, or leave it out.");
            }

            if ((result.GetResult(_url) is not null || result.GetResult(_price) is not null)
                && (result.GetResult(_name) is not { Tokens: [{ Value: var name }] } || !Embedders.IsSent(name)))
            {
                result.AddError(
                    $"{_url.Name} and {_price.Name} are about a service that embeds, and none is named. Name it with {_name.Name}, as in {_name.Name} openai:text-embedding-3-small, or leave them out.");
            }
        });
    }

    /// <summary>What was given.</summary>
    /// <exception cref="BadInputException">The name or the URL is no good.</exception>
    public EmbeddingChoice? Of(ParseResult parsed)
    {
        if (parsed.GetValue(_name) is not { } name)
        {
            return null;
        }

        return !Embedders.IsName(name)
            ? throw new BadInputException($"{_name.Name}: '{name}' is not known. Allowed: {Embedders.Allowed}.")
            : name == Embedders.None
                ? null
                : new EmbeddingChoice(name)
                {
                    Url = parsed.GetValue(_url) is { } url ? TeacherUrl.Parse(url, _url.Name).ToString() : null,
                    Price = parsed.GetValue(_price),
                    KeepsVectors = parsed.GetValue(_keep),
                };
    }
}
