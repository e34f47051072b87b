using LeadScout.Texts;

namespace LeadScout.Patterns;

/// <summary>
/// How far the patterns of one kind could be trusted if there were no others: what they alone say of audited texts, held against the
/// teacher.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="Audits">Audited texts, of all jobs, that share a pattern of the kind with another answered text.</param>
/// <param name="Confirmed">Of these, texts whose label the kind alone finds.</param>
public sealed record KindTrust(FeatureKind Kind, int Audits, int Confirmed);
