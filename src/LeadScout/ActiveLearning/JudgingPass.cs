namespace LeadScout.ActiveLearning;

/// <summary>How the texts of a long list were judged, once.</summary>
/// <param name="Texts">How many.</param>
/// <param name="ByOthers">Those of them that others judged.</param>
/// <param name="Time">From the first to the last.</param>
public readonly record struct JudgingPass(int Texts, int ByOthers, TimeSpan Time);
