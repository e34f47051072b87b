using LeadScout.Stores;

namespace LeadScout.Cli.Demo;

/// <summary>How far a job was at a moment.</summary>
/// <param name="Asked">Texts asked.</param>
/// <param name="Answered">Share of the rows whose text was asked, 0..1: what is decided without learning.</param>
/// <param name="Learned">Share of the rows that are decided or that the student could decide by then, 0..1.</param>
internal readonly record struct CurvePoint(int Asked, double Answered, double Learned);
