using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using LeadScout.Application.Jobs;
using LeadScout.Files.AddOns;
using LeadScout.Hints;
using LeadScout.Llm;
using LeadScout.Llm.Embeddings;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Application.Embeddings;

/// <summary>
/// Finds what a job's embeddings are named. An encoder is loaded when a job asks for it, once in a process, and never otherwise; a service is
/// connected to at the first call. Thread-safe.
/// </summary>
public static class Embedders
{
    /// <summary>The names that are understood, for help and errors.</summary>
    public const string Allowed = $"local, local:FOLDER, {ProviderEmbedders.Allowed}, none";

    /// <summary>Those of them that name a service, to which texts are sent.</summary>
    public const string Services = ProviderEmbedders.Allowed;

    /// <summary>Nothing embeds.</summary>
    public const string None = "none";

    private const string Local = "local";
    private const string AddOnFolder = "embeddings";

    private static readonly ConcurrentDictionary<string, Lazy<IEmbedder>> Open = new(StringComparer.Ordinal);

    /// <summary>Whether this can name an embedder, or none.</summary>
    public static bool IsName(string text) => text is Local or None || FolderOf(text) is { Length: > 0 } || IsSent(text);

    /// <summary>Whether this names one that texts are sent to.</summary>
    public static bool IsSent(string text) => ProviderEmbedders.IsName(text);

    /// <summary>What embeds by a choice; null for none.</summary>
    /// <param name="choice">As the user made it; null for none.</param>
    /// <param name="placed">Makes a path whole.</param>
    /// <param name="optionsOf">Clients, prices and time limits of a service.</param>
    /// <exception cref="BadInputException">It is not installed, or can't be used.</exception>
    public static IEmbedder? Of(EmbeddingChoice? choice, Func<string, string> placed, Func<EmbeddingChoice, TeacherOptions> optionsOf) =>
        choice is null or { Name: None } ? null
            : IsSent(choice.Name) ? ProviderEmbedders.Create(choice.Name, optionsOf(choice))
            : OnThisMachine(choice.Name, placed);

    /// <summary>How a service is reached, waited for and priced: by what is said about it, and otherwise as the teacher is.</summary>
    /// <param name="choice">The service.</param>
    /// <param name="environment">Where keys come from.</param>
    /// <param name="clock">The time.</param>
    /// <param name="teacher">How the teacher is waited for.</param>
    /// <param name="priceTable">A table of prices that goes before the built-in one; null for none.</param>
    /// <exception cref="BadInputException">The table is no good; the message says where.</exception>
    public static TeacherOptions OptionsOf(
        EmbeddingChoice choice, Func<string, string?> environment, TimeProvider clock, TeacherSettings teacher, string? priceTable)
    {
        var prices = new StatedPrices(choice.Price, choice.Price is null ? null : 0, priceTable);
        var patience = new TeacherSettings { Timeout = teacher.Timeout, Patience = teacher.Patience };
        return prices.In(patience.In(new TeacherOptions
        {
            Clients = ProviderClients.All,
            Url = choice.Url is null ? null : TeacherUrl.Parse(choice.Url),
            Environment = environment,
            Time = clock,
        }));
    }

    private static IEmbedder OnThisMachine(string name, Func<string, string> placed)
    {
        if (!IsName(name))
        {
            throw new BadInputException($"{Setting.Embeddings}: '{name}' is not known. Allowed: {Allowed}.");
        }

        if (!AddOn.AreSupported)
        {
            throw new BadInputException(
                $"{Setting.Embeddings} needs an add-on, and this program was trimmed or compiled to machine code, so it can't load one. Leave it out, or publish the program as it is.");
        }

        var folder = FolderOf(name) is { } path ? Path.GetFullPath(placed(path)) : null;
        var embedder = Open.GetOrAdd(folder ?? "", _ => new Lazy<IEmbedder>(() => Load(AddOn.Root).Open(folder, Environment.ProcessorCount)));
        try
        {
            return embedder.Value;
        }
        catch (BadInputException)
        {
            Open.TryRemove(folder ?? "", out _); // what was missing may be there the next time
            throw;
        }
    }

    /// <summary>Loads the add-on from its folder within this one.</summary>
    [RequiresUnreferencedCode(AddOn.Untrimmed)]
    internal static ILocalEmbedders Load(string root) =>
        AddOn.Find<ILocalEmbedders>("Embeddings made on this machine need", root, AddOnFolder, "LeadScout.Embeddings");

    private static string? FolderOf(string name) => name.StartsWith(Local + ":", StringComparison.Ordinal) ? name[(Local.Length + 1)..] : null;
}
