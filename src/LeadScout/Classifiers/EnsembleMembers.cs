namespace LeadScout.Classifiers;

/// <summary>The members of an ensemble that learn by themselves.</summary>
/// <param name="Features">A linear separator over the features.</param>
/// <param name="Topics">One over the list's topics.</param>
/// <param name="Evidence">Naive Bayes by kind of feature.</param>
/// <param name="Vectors">Those that look at vectors of the texts; null where there are none.</param>
internal sealed record EnsembleMembers(LinearSvm Features, LinearSvm Topics, NaiveBayes Evidence, VectorMembers? Vectors = null);
