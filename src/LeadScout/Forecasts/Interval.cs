using System.Text.Json.Serialization;

namespace LeadScout.Forecasts;

/// <summary>A figure that is not known yet: what is expected, and the bounds that it will probably stay inside.</summary>
/// <typeparam name="T">What is counted.</typeparam>
public readonly record struct Interval<T>
    where T : struct, IComparable<T>
{
    /// <param name="least">The lower bound.</param>
    /// <param name="expected">What is most likely; neither below nor above the bounds.</param>
    /// <param name="most">The upper bound.</param>
    [JsonConstructor]
    public Interval(T least, T expected, T most)
    {
        if (least.CompareTo(expected) > 0 || expected.CompareTo(most) > 0)
        {
            throw new ArgumentException($"An interval rises: {least}, {expected}, {most} do not.");
        }

        (Least, Expected, Most) = (least, expected, most);
    }

    /// <summary>The lower bound.</summary>
    public T Least { get; }

    /// <summary>What is most likely.</summary>
    public T Expected { get; }

    /// <summary>The upper bound.</summary>
    public T Most { get; }

    /// <summary>Whether the figure is known after all.</summary>
    public bool IsExact => Least.CompareTo(Most) == 0;

    /// <summary>Whether a figure lies inside the bounds.</summary>
    public bool Holds(T figure) => Least.CompareTo(figure) <= 0 && figure.CompareTo(Most) <= 0;

    /// <summary>The same figure in other units.</summary>
    /// <param name="rising">Never falls.</param>
    public Interval<TOther> Select<TOther>(Func<T, TOther> rising)
        where TOther : struct, IComparable<TOther> => new(rising(Least), rising(Expected), rising(Most));

    /// <summary>A figure made of two, each bound in its own way, never falling in either.</summary>
    internal Interval<T> With(Interval<T> other, Func<T, T, T> least, Func<T, T, T> expected, Func<T, T, T> most) =>
        new(least(Least, other.Least), expected(Expected, other.Expected), most(Most, other.Most));
}
