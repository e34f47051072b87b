using LeadScout;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Teaching;
using Sample;

string[] titles = [.. from rank in new[] { "Head of", "VP", "Junior", "Regional" } from field in new[] { "Sales", "IT" } select $"{rank} {field}"];
var question = Question.Ask("department", "Which department does this job title belong to?", "Sales", "IT", "Other");

using var store = SqliteStore.Open("leads.db");
var teacher = new FakeChatClient().AsTeacher("acme:small", new Price(1, 1, 2)); // in earnest: the client of your provider
await using var scout = new LeadScoutClient(teacher, store, new LeadScoutOptions { MaxCostUsd = 5m });

await foreach (var (title, result) in scout.ClassifyAsync(question, titles, title => title))
{
    Console.WriteLine($"{title}: {result.Label}");
}

await scout.CorrectAsync(question, "Head of IT", "Other", by: "me");
var job = await scout.LabelAsync(question, titles, title => title);
Console.WriteLine($"{job.State}: {job.Leads.Count(lead => lead.Label is not null)} of {titles.Length} labelled, {job.NewCalls} new calls.");
