namespace LeadScout.Reviews;

/// <summary>A text worth a look.</summary>
/// <param name="Text">Its index in the list.</param>
/// <param name="Doubt">How probable it is, roughly, that its label is wrong, 0..1. It orders the queue; nothing is promised by it.</param>
/// <param name="Because">Why, in words.</param>
public sealed record ReviewItem(int Text, double Doubt, string Because);
