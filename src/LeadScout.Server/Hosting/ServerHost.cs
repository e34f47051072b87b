using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Analytics;
using LeadScout.Server.Answers;
using LeadScout.Server.Api;
using LeadScout.Server.Classifying;
using LeadScout.Server.Clustering;
using LeadScout.Server.Comparing;
using LeadScout.Server.Dashboard;
using LeadScout.Server.Jobs;
using LeadScout.Server.Lists;
using LeadScout.Server.Mcp;
using LeadScout.Server.Notifying;
using LeadScout.Server.Patterns;
using LeadScout.Server.Questions;
using LeadScout.Server.Reviews;
using LeadScout.Server.Teachers;
using LeadScout.Server.Wording;
using LeadScout.Server.Workspaces;
using LeadScout.Teaching.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Hosting;

/// <summary>Puts the server together.</summary>
public static class ServerHost
{
    /// <summary>The assembly whose manifest names the dashboard's static files: the command line's.</summary>
    private const string Application = "leadscout";

    /// <summary>
    /// Who is slower is cut off. The time in which the server itself does not get to write or read counts, too: with the usual five seconds of
    /// grace, one that was busy with two hundred new jobs reset connections of clients that had done nothing wrong.
    /// </summary>
    private static readonly MinDataRate SlowestTransfer = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromMinutes(1));

    /// <summary>A server that is ready to be started.</summary>
    /// <exception cref="BadInputException">The database or the data folder can't be used, or the server would be open to the network
    /// without a key.</exception>
    public static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = Application, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MinRequestBodyDataRate = SlowestTransfer;
                kestrel.Limits.MinResponseDataRate = SlowestTransfer;
            })
            .UseUrls(options.Url.ToString())
            .UseStaticWebAssets();
        builder.Logging.AddSimpleConsole()
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("LeadScout", LogLevel.Information)
            .AddFilter("ModelContextProtocol", LogLevel.Critical) // what an agent asked in vain is told to the agent
            .AddFilter("Polly", LogLevel.Error)
            .AddFilter("Orleans", LogLevel.Error) // nodes come and go; what it means is said by the server itself
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None) // whoever starts it says why it could not
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error) // its keys lie in a folder that only the owner reads
            .AddFilter(typeof(KeyAuthentication).FullName, LogLevel.Warning);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection(new TelemetryVariables(options.Environment).Settings());
        builder.Services.AddTelemetry(options);
        return Build(builder, options);
    }

    /// <summary>The same inside another app, which has a server, a log and static files of its own.</summary>
    /// <exception cref="BadInputException">As for the other.</exception>
    internal static WebApplication BuildWithin(IWebHostEnvironment outer, ILoggerFactory log, IServer server, ServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = outer.ApplicationName,
            ContentRootPath = outer.ContentRootPath,
            EnvironmentName = outer.EnvironmentName,
            WebRootPath = outer.WebRootPath,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton(log).AddSingleton(server);
        return Build(builder, options);
    }

    private static WebApplication Build(WebApplicationBuilder builder, ServerOptions options)
    {
        var fresh = new FreshPlaces(options);
        ServerWorkspace? workspace = null;
        try
        {
            workspace = new ServerWorkspace(options);
            fresh.Opened();
            AddServices(builder.Services, options, workspace, fresh);
            var app = builder.Build();
            app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<FreshPlaces>().Keep);
            RefuseOpenDoor(options, app.Services.GetRequiredService<KeyRing>());
            _ = app.Services.GetRequiredService<WebhookAddresses>(); // so is one that can't be called, or a secret that is missing
            app.Services.GetRequiredService<TeacherService>().EnsureUsable();
            app.Services.GetRequiredService<EmbeddingService>().EnsureUsable();
            Use(app, options);
            return app;
        }
        catch
        {
            workspace?.Dispose();
            fresh.Dispose();
            throw;
        }
    }

    private static void AddServices(IServiceCollection services, ServerOptions options, ServerWorkspace workspace, FreshPlaces fresh)
    {
        services.AddSingleton(_ => fresh); // asked for first, so it goes last
        services.AddSingleton(options).AddSingleton(options.Clock).AddSingleton(_ => workspace).AddSingleton<MachinePaths>();
        services.AddSingleton<KeyRing>(provider => new KeyRing(provider.GetRequiredService<ServerWorkspace>(), options))
            .AddSingleton<KeySpending>()
            .AddSingleton<ActivityLog>()
            .AddSingleton<IdempotentResponses>();
        services.AddSingleton<ListStore>().AddSingleton<ListRemoval>().AddSingleton<QuestionStore>().AddSingleton<TeacherService>().AddSingleton<EmbeddingService>().AddSingleton<TextEmbeddings>();
        services.AddSingleton(provider => new ProviderLimits(options.Clock, service => provider.GetRequiredService<TeacherService>().LimitsOf(service)));
        services.AddSingleton<Classifier>()
            .AddSingleton<AskAccounts>()
            .AddSingleton<PeoplesWords>()
            .AddSingleton<AnswerService>()
            .AddSingleton<PatternService>()
            .AddSingleton<ReviewService>()
            .AddSingleton<LearningAnalytics>()
            .AddSingleton<CostAnalytics>();
        services.AddSingleton<WorkBell>().AddSingleton<RemoteRuns>().AddSingleton<ReopenedNews>().AddSingleton<NodeJudges>().AddSingleton<StudentReplicas>().AddSingleton<ClusterNode>().AddSingleton<ClusterOverview>();
        services.AddSingleton<JobOpener>()
            .AddSingleton<JobTurns>()
            .AddSingleton<JobWorker>()
            .AddSingleton(provider => new WorkLimit(provider.GetRequiredService<ServerOptions>().ConcurrentJobs, new SpareMemory().GiveBack)) // what takes the memory of a job
            .AddSingleton<JobForecasts>()
            .AddSingleton<WebhookAddresses>()
            .AddSingleton<WebhookOutbox>()
            .AddSingleton<WebhookSender>()
            .AddSingleton<JobRechecks>()
            .AddSingleton<JobOffers>()
            .AddSingleton<JobService>()
            .AddSingleton<SampleJob>()
            .AddSingleton<RowTable>()
            .AddSingleton<RunComparer>();
        services.AddAgents();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookSender>());
        services.AddHostedService<LogWatcher>().AddHostedService<RetentionKeeper>()
            .AddHostedService(provider => provider.GetRequiredService<ClusterNode>()) // leaves the others once the jobs here have stopped
            .AddHostedService(provider => provider.GetRequiredService<AskAccounts>())
            .AddHostedService(provider => provider.GetRequiredService<JobService>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(5));
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.AllowDuplicateProperties = false; // which one was meant, only the client knows
            WholeBodies.Require(json.SerializerOptions);
            json.SerializerOptions.Encoder = JavaScriptEncoder.Default; // whoever takes an answer for a page finds no tag in it
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        AddCookieKeys(services.AddDataProtection().SetApplicationName(Application), workspace);
        services.AddRouting().AddProblemDetails().AddExceptionHandler<Problems>().AddBackPressure(options).AddSignIn(options);
        services.AddOpenApi("v1", OpenApiText.Describe);
        services.Configure<ForwardedHeadersOptions>(
            forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
        services.AddDashboard();
    }

    private static void AddCookieKeys(IDataProtectionBuilder protection, ServerWorkspace workspace)
    {
        DataFolder.MakeClosed(Path.Join(workspace.Folder, DataFolder.CookieKeys));
        protection.Services.AddOptions<KeyManagementOptions>()
            .Configure<ILogger<CookieKeys>>((keys, log) => keys.XmlRepository = new CookieKeys(workspace, log));
    }

    private static void Use(WebApplication app, ServerOptions options)
    {
        app.Use(SecurityHeaders.AddAsync);
        app.Use(HeadOfPages.AnswerAsync);
        app.UseMiddleware<CrossSiteGuard>();
        if (!options.TrustsThisMachine)
        {
            app.UseForwardedHeaders();
        }

        app.UseExceptionHandler();
        app.UseStatusCodePages(Problems.ForStatusAsync);
        app.UseRouting();
        app.UseAuthentication().UseAuthorization().UseRateLimiter().UseAntiforgery();
        app.MapSignIn(options);
        app.MapSharedLinks();
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
        app.MapLeadScoutApi();
        app.MapAgents();
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization(Scope.Read.ToString());
    }

    private static void RefuseOpenDoor(ServerOptions options, KeyRing keys)
    {
        if (!options.TrustsThisMachine && options.SignOn is null && !keys.HasAny)
        {
            throw new BadInputException(
                $"{options.Url} {(options.IsLoopback ? "needs keys" : "can be reached from other machines")}, and there is no key yet. Make one first: {UserAction.AddKey}; "
                + $"or name an issuer for people in LEADSCOUT_OIDC_AUTHORITY.");
        }
    }
}
