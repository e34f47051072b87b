using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Application.Jobs;
using LeadScout.Llm.Recorded;
using LeadScout.Server.Hosting;
using LeadScout.StandIn;

namespace LeadScout.Server.Tests.Teachers;

/// <summary>A short list, and servers that put it to a stand-in.</summary>
internal static class TeacherTrial
{
    private static readonly byte[] List = "Job Title\nCFO\nRecruiter\nHofnarr\n"u8.ToArray();

    /// <summary>A stand-in that knows the list but for one title, or what is given.</summary>
    public static Task<StandInServer> StandInAsync(string? answers = null)
    {
        using var folder = new Folder();
        return StandInServer.StartAsync(
            new StandInOptions { Answers = Recording.Load(folder.Write("answers.tsv", "text\tlabel\n" + (answers ?? "CFO\tFinance\nRecruiter\tHR\nKoch\tOther\nLeuchtturmwärter\tOther\n"))) });
    }

    /// <summary>A server that asks the stand-in when nobody is named.</summary>
    public static Task<ServerTrial> AskingAsync(StandInServer standIn, Folder? folder = null, Func<ServerOptions, ServerOptions>? change = null) => ServerTrial.StartAsync(
        options =>
        {
            var asking = options with { Teacher = "openai:gpt-5-mini", TeacherUrl = standIn.Url.ToString() };
            return change?.Invoke(asking) ?? asking;
        },
        folder,
        keepsFolder: folder is not null);

    /// <summary>A server with a teachers file that was read by the product.</summary>
    public static async Task<ServerTrial> WithFileAsync(string yaml, Folder folder, Func<ServerOptions, ServerOptions>? change = null)
    {
        var known = TeacherFile.Read(folder.Write("teachers.yaml", yaml));
        return await ServerTrial.StartAsync(
            options =>
            {
                var knowing =
                    options with { Teachers = known, Environment = name => name switch { "OPENAI_API_KEY" => "test-key", "GATEWAY" => "gw-secret", _ => null } };
                return change?.Invoke(knowing) ?? knowing;
            },
            folder,
            keepsFolder: true);
    }

    /// <summary>A job over the short list, with more fields.</summary>
    public static async Task<JsonElement> JobAsync(this ServerTrial trial, int expected = 202, params (string Name, object? Value)[] fields)
    {
        var request =
            new Dictionary<string, object?> { ["list"] = await trial.UploadAsync("leads.csv", List), ["question"] = "department", ["maxError"] = 0 };
        foreach (var (name, value) in fields)
        {
            request[name] = value;
        }

        return await trial.PostAsync("/api/v1/jobs", request, expected);
    }

    /// <summary>The same to its end.</summary>
    public static async Task<JsonElement> DoneAsync(this ServerTrial trial, params (string Name, object? Value)[] fields) =>
        await trial.StillAsync((await trial.JobAsync(202, fields)).Text("job")!);

    /// <summary>The same by upload, with the fields in the query.</summary>
    public static async Task<JsonElement> UploadedAsync(this ServerTrial trial, string query, int expected = 202)
    {
        using var response = await trial.PostBytesAsync($"/api/v1/jobs/upload?name=leads.csv&question=department&maxError=0&{query}", List);
        return await ServerTrial.JsonAsync(response, expected);
    }
}
