using LeadScout.Server.Dashboard.Shell;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace LeadScout.Server.Dashboard;

/// <summary>What the dashboard needs besides the server's own services.</summary>
internal static class DashboardServices
{
    /// <summary>Adds it.</summary>
    public static void AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter);
        services.AddScoped<Visitor>().AddTransient<Busy>();
    }
}
