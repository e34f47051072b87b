using LeadScout.Classifiers;
using LeadScout.Llm;
using LeadScout.Sqlite;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Library.Tests;

public sealed class ContainerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_gives_one_client_over_the_registered_chat_client_clock_and_log()
    {
        await using var bench = new Bench();
        var (clock, log) = (new FakeTimeProvider(new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero)), new Lines());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IChatClient>(bench.Chat);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddLeadScout(o => o.MaxCostUsd = 5m).UseChatClient(price: Bench.Price).UseSqlite(bench.Database);
        using (var host = builder.Build())
        {
            await host.StartAsync(Stop);
            var scout = host.Services.GetRequiredService<LeadScoutClient>();
            Assert.Same(scout, host.Services.GetRequiredService<LeadScoutClient>());

            var decided = await scout.ClassifyAsync(Bench.Department, "VP Sales Secretissima", Stop);
            await scout.CorrectAsync(Bench.Department, "VP Sales Secretissima", "IT", "me", Stop);
            await scout.LabelAsync(Bench.Department, ["VP Sales Secretissima", "Engineer Secretissima"], title => title, cancellationToken: Stop);

            Assert.Equal(clock.GetUtcNow(), Assert.IsType<Why.Answered>(decided.Why).At);
            await ((IAsyncDisposable)host).DisposeAsync();
        }

        Assert.Contains(log.All, line => line.Contains("department", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, line => line.Contains("Secretissima", StringComparison.OrdinalIgnoreCase));
        using var store = SqliteStore.Open(bench.Database); // the container has closed it
    }

    [Fact]
    public async Task A_host_does_not_start_on_options_that_are_not_allowed_and_says_all_that_is_wrong()
    {
        await using var bench = new Bench();
        var error = await StartAsync(services => services
            .AddLeadScout(o =>
            {
                (o.MaxCostUsd, o.MaxError, o.Confidence, o.Patience) = (-1, 1.5, 0, TimeSpan.FromSeconds(-1));
                (o.RowsPerCall, o.Concurrency, o.Linger) = (201, 0, TimeSpan.FromMinutes(2));
            })
            .UseChatClient(bench.Chat, price: Bench.Price)
            .UseSqlite(bench.Database));

        string[] options =
        [
            "MaxCostUsd is -1", "MaxError is 1.5", "Confidence is 0", "Patience is -00:00:01", "RowsPerCall is 201", "Concurrency is 0",
            "Linger is 00:02:00",
        ];
        foreach (var option in options)
        {
            Assert.Contains(error.Failures, failure => failure.StartsWith(option, StringComparison.Ordinal));
        }

        Assert.False(File.Exists(bench.Database));
    }

    [Fact]
    public async Task A_host_does_not_start_without_a_teacher_or_a_store()
    {
        var error = await StartAsync(services => services.AddLeadScout());
        Assert.Equal(2, error.Failures.Count());
        Assert.Contains("UseChatClient", error.Message, StringComparison.Ordinal);
        Assert.Contains("UseSqlite", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_does_not_start_on_a_limit_without_a_price()
    {
        await using var bench = new Bench();
        var error = await StartAsync(
            services => services.AddLeadScout(o => o.MaxCostUsd = 5m).UseChatClient(bench.Chat).UseSqlite(bench.Database));
        Assert.Contains("acme:small", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_say_its_model_must_be_named()
    {
        await using var bench = new Bench { Chat = new FakeChatClient(Bench.DepartmentOf) { Metadata = null } };
        var error = Assert.ThrowsAny<Exception>(() => bench.Chat.AsTeacher());
        Assert.Contains("openai:gpt-5-mini", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine:small", bench.Chat.AsTeacher("mine:small").Profile.Name);
    }

    [Theory]
    [InlineData("openai", "gpt-5-mini", "openai:gpt-5-mini", true)]
    [InlineData("ollama", "qwen3:8b", "ollama:qwen3:8b", true)]
    [InlineData("acme", "small", "acme:small", false)]
    [InlineData(null, "small", "chat:small", false)]
    public void A_client_is_named_and_priced_by_what_it_says_of_itself(string? provider, string model, string name, bool isPriced)
    {
        using var chat = new FakeChatClient(Bench.DepartmentOf) { Metadata = new ChatClientMetadata(provider, null, model) };
        var teacher = chat.AsTeacher();
        Assert.Equal((name, isPriced), (teacher.Profile.Name, teacher.Profile.Price is not null));
        Assert.Equal(Price.Free, chat.AsTeacher(price: Price.Free).Profile.Price);
    }

    private static async Task<OptionsValidationException> StartAsync(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services);
        using var host = builder.Build();
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Stop));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (All)
            {
                All.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
