using LeadScout.Application.Embeddings;
using LeadScout.Questions;
using LeadScout.Server.Hosting;

namespace LeadScout.Server.Teachers;

/// <summary>
/// What may embed the texts of this server's jobs: the encoder of its add-on, which sends nothing, and the services that whoever runs it
/// allows. Clients name no others: every text of a list would be sent there, under a key of this machine. Thread-safe.
/// </summary>
internal sealed class EmbeddingService(ServerOptions options)
{
    private const string Local = "local";

    /// <summary>The names that a job may give, <c>none</c> apart.</summary>
    public IReadOnlyList<string> Names { get; } = [Local, .. options.Embeddings.Select(choice => choice.Name)];

    /// <summary>The choice of that name; null for none.</summary>
    /// <exception cref="RefusedException">There is no such name, or the service is not allowed here.</exception>
    public EmbeddingChoice? Choose(string? name) => name switch
    {
        null or Embedders.None => null,
        Local => new EmbeddingChoice(Local),
        _ => options.Embeddings.FirstOrDefault(choice => choice.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw Refused(name),
    };

    /// <summary>Refuses a service that whoever runs the server names and nothing can reach, before a client is told. A key may be missing.</summary>
    /// <exception cref="BadInputException">Its name or its address is no good.</exception>
    public void EnsureUsable()
    {
        foreach (var choice in options.Embeddings)
        {
            using var embedder = Embedders.Of(
                choice, Path.GetFullPath, sent => Embedders.OptionsOf(sent, options.Environment, options.Clock, options.TeacherSettings, options.Prices.Table));
        }
    }

    private RefusedException Refused(string name) => Embedders.IsSent(name)
        ? new RefusedException(
            "embeddings-not-allowed",
            403,
            $"Embeddings by {name} would send every text of the list there, and this server was not told to allow it: leadscout serve --embeddings {name}. Allowed: {Allowed}.")
        : new RefusedException("bad-input", 400, $"embeddings can't be {name}. Allowed: {Allowed}.");

    private string Allowed => string.Join(", ", Names.Append(Embedders.None));
}
