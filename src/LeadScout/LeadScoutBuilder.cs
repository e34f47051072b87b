using LeadScout.Jobs;
using LeadScout.Teaching;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScout;

/// <summary>
/// Says whom a <see cref="LeadScoutClient"/> of a container asks, and where it keeps the answers. Packages add their own ways:
/// <c>UseChatClient</c> (LeadScout.Llm), <c>UseSqlite</c> (LeadScout.Sqlite). What is said last counts.
/// </summary>
public sealed class LeadScoutBuilder
{
    internal LeadScoutBuilder(IServiceCollection services) => Services = services;

    /// <summary>The container's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Asks a teacher of your own.</summary>
    /// <param name="teacher">The teacher.</param>
    public LeadScoutBuilder UseTeacher(ITeacher teacher)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        return UseTeacher(_ => teacher);
    }

    /// <summary>Asks a teacher that is made when it is first needed, once.</summary>
    /// <param name="create">Makes it from the container's services.</param>
    public LeadScoutBuilder UseTeacher(Func<IServiceProvider, ITeacher> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.AddSingleton(create);
        return this;
    }

    /// <summary>Keeps answers, calls and jobs in a store of your own. Its owner disposes of it.</summary>
    /// <param name="store">The store.</param>
    public LeadScoutBuilder UseStore(IStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Services.AddSingleton(store);
        return this;
    }

    /// <summary>Keeps answers, calls and jobs in a store that is opened when it is first needed, once; the container disposes of it.</summary>
    /// <param name="create">Opens it.</param>
    public LeadScoutBuilder UseStore(Func<IServiceProvider, IStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.AddSingleton(create);
        return this;
    }
}
