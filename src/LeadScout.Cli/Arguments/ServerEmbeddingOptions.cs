using System.Collections.Immutable;
using System.CommandLine;
using LeadScout.Application.Embeddings;
using LeadScout.Application.Jobs;
using LeadScout.Questions;

namespace LeadScout.Cli.Arguments;

/// <summary>The options by which whoever runs a server says what may embed the texts of its jobs.</summary>
internal sealed class ServerEmbeddingOptions
{
    private readonly Option<string[]> _names = new("--embeddings")
    {
        HelpName = "NAME",
        Description =
            "A service that jobs may have their texts embedded by, as in openai:text-embedding-3-small or ollama:bge-m3; may be given several times. Every text of such a job is sent there. The add-on's encoder is always allowed: it sends nothing",
    };

    private readonly Option<string?> _url = new("--embedding-url")
    {
        HelpName = "URL",
        Description = "Where the server of the one that is named listens; the provider's own address unless given",
    };

    private readonly Option<decimal?> _price = PriceOptions.Dollars(
        "--embedding-price", "What a million tokens cost at the one that is named; it goes before every table");

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_names);
        command.Add(_url);
        command.Add(_price);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="BadInputException">A name or the URL is no good, or nobody can tell which of several they are about.</exception>
    public ImmutableArray<EmbeddingChoice> Of(ParseResult parsed)
    {
        var (names, url, price) = (parsed.GetValue(_names) ?? [], parsed.GetValue(_url), parsed.GetValue(_price));
        if (Array.Find(names, name => !Embedders.IsSent(name)) is { } other)
        {
            throw new BadInputException($"{_names.Name}: '{other}' names no service. Allowed: {Embedders.Services}.");
        }

        return (url ?? (object?)price) is not null && names.Length != 1
            ? throw new BadInputException($"{_url.Name} and {_price.Name} are about one service. Name it, and no other, with {_names.Name}.")
            : [.. names.Select(name => new EmbeddingChoice(name)
            {
                Url = url is null ? null : TeacherUrl.Parse(url, _url.Name).ToString(),
                Price = price,
            })];
    }
}
