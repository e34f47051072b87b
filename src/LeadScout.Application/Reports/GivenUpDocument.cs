using LeadScout.Jobs;
using LeadScout.Jobs.Lists;

namespace LeadScout.Application.Reports;

/// <summary>Why so many texts were given up, in words that hold no lead text.</summary>
public sealed record GivenUpDocument(string Reason, int Texts)
{
    public static GivenUpDocument Of(GivenUpReason given) => new(given.Reason, given.Texts);
}
