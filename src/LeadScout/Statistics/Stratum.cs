namespace LeadScout.Statistics;

/// <summary>One stratum as it stood when an audit was drawn.</summary>
/// <param name="Rows">Rows of its texts that were neither drawn nor asked before.</param>
/// <param name="Risk">Expected share of those rows whose frozen decision is wrong; a hint.</param>
/// <param name="Share">Probability that the audit falls into this stratum.</param>
internal readonly record struct Stratum(double Rows, double Risk, double Share);
