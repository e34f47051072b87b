using LeadScout.Jobs;
using LeadScout.Llm;

namespace LeadScout.Savings.Injection;

/// <summary>A way to ask that may hold against texts that give orders.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Settings">What it changes about the job.</param>
/// <param name="Teacher">What it changes about the calls.</param>
internal sealed record Defence(string Name, Func<JobSettings, JobSettings> Settings, Func<TeacherOptions, TeacherOptions> Teacher)
{
    /// <summary>Those that there are, the default first.</summary>
    public static IReadOnlyList<Defence> All { get; } =
    [
        new("default", settings => settings, options => options),
        new("`--canaries 1`", settings => settings with { Canaries = 1 }, options => options),
        new("`--canaries 2`", settings => settings with { Canaries = 2 }, options => options),
        new("`--canaries 3`", settings => settings with { Canaries = 3 }, options => options),
        new("`--rows-per-call 1`", settings => settings with { RowsPerCall = 1 }, options => options),
    ];
}
