using LeadScout.Server.Analytics;
using LeadScout.Server.Answers;
using LeadScout.Server.Classifying;
using LeadScout.Server.Dashboard;
using LeadScout.Server.Jobs;
using LeadScout.Server.Lists;
using LeadScout.Server.Patterns;
using LeadScout.Server.Questions;
using LeadScout.Server.Reviews;
using LeadScout.Server.Teachers;
using LeadScout.Server.Workplaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadScout.Server.Hosting;

/// <summary>Puts the server together.</summary>
public static class ServerHost
{
    /// <summary>The assembly that holds the dashboard's static files: the command line's.</summary>
    private const string Application = "leadscout";

    /// <summary>A server that is ready to be started.</summary>
    /// <exception cref="LeadScout.Jobs.BadInputException">The database or the data folder can't be used.</exception>
    public static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = Application,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls(options.Url.ToString()).UseStaticWebAssets();
        AddServices(builder.Services, options);
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(options).AddSingleton(options.Clock);
        services.AddSingleton(new Workplace(options));
        services.AddSingleton<ListStore>().AddSingleton<QuestionStore>().AddSingleton<TeacherDesk>();
        services.AddSingleton<Classifier>().AddSingleton<AnswerDesk>().AddSingleton<PatternDesk>().AddSingleton<ReviewDesk>().AddSingleton<LearningAnalytics>();
        services.AddSingleton<JobDesk>().AddSingleton<RowTable>();
        services.AddHostedService(provider => provider.GetRequiredService<JobDesk>());
        services.AddDashboard();
    }
}
