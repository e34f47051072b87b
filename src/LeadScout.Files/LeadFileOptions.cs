namespace LeadScout.Files;

/// <summary>What the user says about how a list is read. Everything null means: find out.</summary>
/// <param name="Encoding">Name of a CSV's encoding, such as windows-1252; null for UTF-8, or UTF-16 with a byte order mark.</param>
/// <param name="Sheet">Name of a workbook's sheet; null for the only one.</param>
public sealed record LeadFileOptions(string? Encoding = null, string? Sheet = null);
