using LeadScout.Jobs;
using LeadScout.Teaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadScout;

/// <summary>Adds a <see cref="LeadScoutClient"/> to a container.</summary>
public static class LeadScoutServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="LeadScoutClient"/> for all: <c>services.AddLeadScout(o => o.MaxCostUsd = 5m).UseChatClient().UseSqlite("leads.db")</c>.
    /// Options that are not allowed, an unknown price under a limit and a missing teacher or store stop a host at its start. A
    /// <see cref="TimeProvider"/> and an <see cref="ILoggerFactory"/> of the container are used.
    /// </summary>
    /// <param name="services">The container's services.</param>
    /// <param name="configure">Sets options; null for the defaults.</param>
    /// <returns>To say whom to ask and where to keep the answers.</returns>
    public static LeadScoutBuilder AddLeadScout(this IServiceCollection services, Action<LeadScoutOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<LeadScoutOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LeadScoutOptions>, LeadScoutOptionsValidator>());
        services.TryAddSingleton(Create);
        return new LeadScoutBuilder(services);
    }

    private static LeadScoutClient Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<LeadScoutOptions>>().Value; // first: it says best what is missing
        return new LeadScoutClient(
            services.GetRequiredService<ITeacher>(),
            services.GetRequiredService<IStore>(),
            options,
            services.GetService<TimeProvider>(),
            services.GetService<ILoggerFactory>());
    }
}
