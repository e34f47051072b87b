using LeadScout.Llm;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScout;

/// <summary>Lets a <see cref="LeadScoutClient"/> ask through a chat client.</summary>
public static class ChatClientBuilderExtensions
{
    /// <summary>Asks through the container's <see cref="IChatClient"/>, of whichever maker.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">
    /// Provider and model, as in <c>openai:gpt-5-mini</c>: answers belong to it. Null to take what the client says of itself.
    /// </param>
    /// <param name="price">What the model charges; null to look it up by its name.</param>
    /// <param name="options">Time limit, temperature and so on; null for the defaults.</param>
    public static LeadScoutBuilder UseChatClient(
        this LeadScoutBuilder builder, string? name = null, Price? price = null, TeacherOptions? options = null) =>
        UseChatClient(builder, services => services.GetRequiredService<IChatClient>(), name, price, options);

    /// <summary>Asks through this client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="client">Makes the calls; it stays its owner's to dispose of.</param>
    /// <param name="name">
    /// Provider and model, as in <c>openai:gpt-5-mini</c>: answers belong to it. Null to take what the client says of itself.
    /// </param>
    /// <param name="price">What the model charges; null to look it up by its name.</param>
    /// <param name="options">Time limit, temperature and so on; null for the defaults.</param>
    public static LeadScoutBuilder UseChatClient(
        this LeadScoutBuilder builder, IChatClient client, string? name = null, Price? price = null, TeacherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return UseChatClient(builder, _ => client, name, price, options);
    }

    /// <summary>Asks through a client of the container, such as a keyed one.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="client">Finds it when it is first needed.</param>
    /// <param name="name">
    /// Provider and model, as in <c>openai:gpt-5-mini</c>: answers belong to it. Null to take what the client says of itself.
    /// </param>
    /// <param name="price">What the model charges; null to look it up by its name.</param>
    /// <param name="options">Time limit, temperature and so on; null for the defaults.</param>
    public static LeadScoutBuilder UseChatClient(
        this LeadScoutBuilder builder,
        Func<IServiceProvider, IChatClient> client,
        string? name = null,
        Price? price = null,
        TeacherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(client);
        return builder.UseTeacher(services => client(services).AsTeacher(name, price, Timed(options, services.GetService<TimeProvider>())));
    }

    private static TeacherOptions Timed(TeacherOptions? options, TimeProvider? clock) => (options, clock) switch
    {
        (null, null) => new TeacherOptions(),
        (null, _) => new TeacherOptions { Time = clock },
        _ => options,
    };
}
