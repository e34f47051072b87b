namespace LeadScout.Files.Trails;

/// <summary>What a trail knows of the leads that it followed to the end of the list.</summary>
/// <param name="Ranges">Of the header if there is one, of every lead, and how much stands behind the last; at the first.</param>
/// <param name="Found">What was found for every lead; at the first.</param>
/// <param name="Count">How many leads there are.</param>
internal readonly record struct FollowedLeads(NumberSpill Ranges, NumberSpill Found, long Count);
