namespace LeadScout.Files.Trails;

/// <summary>How many bytes of a list a lead takes, in its three parts.</summary>
/// <param name="Before">What stands between the lead before and this one.</param>
/// <param name="First">The part that added values come behind.</param>
/// <param name="Rest">The part that added values come in front of.</param>
internal readonly record struct LeadRange(int Before, int First, int Rest);
