using LeadScout.Jobs.Lists;
using LeadScout.Teaching.Limits;

namespace LeadScout.Application.Reports;

/// <summary>Says what an LLM is being waited for, alike on the command line and on pages.</summary>
public static class TeacherWaitText
{
    /// <summary>As in <c>waiting for openai:qwen3-8b: the model is loading (HTTP 503), 40 s of 10:00 min</c>.</summary>
    public static string Text(this TeacherWait wait) =>
        $"waiting for {wait.Reason}, {((long)wait.Waited.TotalSeconds).Text()} s of {wait.Patience.Text()}";
}
