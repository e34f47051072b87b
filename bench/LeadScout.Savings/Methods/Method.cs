using LeadScout.Savings.Runs;

namespace LeadScout.Savings.Methods;

/// <summary>A way to label a list. To add one: write a file like its neighbours, and add it to <see cref="AllMethods"/>.</summary>
/// <param name="Name">Short name, for options and tables.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="RunAsync">Labels a list, asking the trial's teacher.</param>
internal sealed record Method(string Name, string Title, Func<Trial, Task<MethodOutcome>> RunAsync);
