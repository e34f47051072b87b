using Xunit;

namespace LeadScout.Server.Tests;

public sealed class UploadDescriptionTests
{
    [Fact]
    public async Task An_upload_needs_a_name_and_a_question_and_nothing_else()
    {
        await using var trial = await ServerTrial.StartAsync();

        var upload = (await trial.GetAsync("/openapi/v1.json")).GetProperty("paths").GetProperty("/api/v1/jobs/upload").GetProperty("post");
        var parameters = upload.GetProperty("parameters").EnumerateArray().ToArray();

        Assert.Contains(parameters, parameter => parameter.Text("name") == "LabelMinRecall");
        Assert.Equal(
            ["Name", "Question"],
            parameters.Where(parameter => parameter.TryGetProperty("required", out var required) && required.GetBoolean()).Select(parameter => parameter.Text("name")));
    }
}
