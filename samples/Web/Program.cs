using LeadScout;
using LeadScout.Questions;
using LeadScout.Server;
using LeadScout.Server.Hosting;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;
using Sample;

var builder = WebApplication.CreateBuilder(args);

// The library, in an endpoint of one's own.
builder.Services.AddChatClient(new FakeChatClient()); // in earnest: the client of your provider
builder.Services.AddLeadScout(o => o.MaxCostUsd = 5m).UseChatClient(price: new Price(1, 1, 2)).UseSqlite("leads.db");

// The whole server, below a path: API and dashboard.
builder.Services.AddLeadScoutServer(new ServerOptions { Database = "server.db", DataFolder = "server-data" });

var app = builder.Build();
var question = Question.Ask("department", "Which department does this job title belong to?", "Sales", "IT", "Other");
app.MapGet("/department", async (string title, LeadScoutClient scout, CancellationToken cancellationToken) =>
    (await scout.ClassifyAsync(question, title, cancellationToken)).Label);
app.MapLeadScout("/leadscout");
app.Run();
