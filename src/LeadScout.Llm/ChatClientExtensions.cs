using LeadScout.Llm.Providers;
using LeadScout.Questions;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm;

/// <summary>Makes a teacher of any chat client.</summary>
public static class ChatClientExtensions
{
    /// <summary>
    /// A teacher that asks through this client, one call an ask. The client must not retry by itself: calls are journaled and retried in one
    /// place, so that each is counted. It stays its owner's to dispose of.
    /// </summary>
    /// <param name="client">Makes the calls.</param>
    /// <param name="name">
    /// Provider and model, as in <c>openai:gpt-5-mini</c>: answers belong to it, and its price and limits are looked up by it. Null to take
    /// what the client says of itself (<see cref="ChatClientMetadata"/>).
    /// </param>
    /// <param name="price">What the model charges; null to look it up. Where it is unknown no limit on money can be kept.</param>
    /// <param name="options">Time limit, temperature and so on; null for the defaults.</param>
    /// <exception cref="BadInputException">No name was given, and the client does not say its model.</exception>
    public static ITeacher AsTeacher(this IChatClient client, string? name = null, Price? price = null, TeacherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var metadata = client.GetService<ChatClientMetadata>();
        name ??= NameOf(metadata);
        var (provider, model) = name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? (Provider.Find(name[..colon]), name[(colon + 1)..])
            : (null, name);
        options ??= new TeacherOptions();
        options = options with { Price = price ?? options.Price, Url = options.Url ?? metadata?.ProviderUri };
        return new LlmTeacher(name, client, provider?.TraitsOf(model) ?? new ModelTraits(), options);
    }

    private static string NameOf(ChatClientMetadata? metadata) => metadata is { DefaultModelId: { Length: > 0 } model }
        ? $"{(string.IsNullOrEmpty(metadata.ProviderName) ? "chat" : metadata.ProviderName)}:{model}"
        : throw new BadInputException(
            "The chat client does not say which model it asks, and answers belong to a model. Name it, as in \"openai:gpt-5-mini\".");
}
