namespace LeadScout.Statistics;

/// <summary>Rows of the strata, and how audits are spread over them, at the beginning of a forecast.</summary>
internal readonly record struct StrataState(double[] Rows, double[] Shares);
