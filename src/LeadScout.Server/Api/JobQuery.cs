namespace LeadScout.Server.Api;

/// <summary>A job in the query of an upload: <see cref="JobWish"/>, and the list's name.</summary>
internal sealed record JobQuery(
    string Name, string Question, string? Sheet, string? Encoding, string? Column, string? Teacher, decimal? MaxCostUsd, double? MaxError, double? Confidence, int? RowsPerCall,
    int? Concurrency, ulong? Seed, long? Limit, int? SelfCheck, string? OnUndecided, int? Retries)
{
    public JobWish Wish(string list) => new()
    {
        List = list,
        Question = Question,
        Column = Column,
        Teacher = Teacher,
        MaxCostUsd = MaxCostUsd,
        MaxError = MaxError,
        Confidence = Confidence,
        RowsPerCall = RowsPerCall,
        Concurrency = Concurrency,
        Seed = Seed,
        Limit = Limit,
        SelfCheck = SelfCheck,
        OnUndecided = OnUndecided,
        Retries = Retries,
    };
}
