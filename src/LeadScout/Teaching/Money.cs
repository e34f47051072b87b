using System.Globalization;
using System.Text.Json.Serialization;

namespace LeadScout.Teaching;

/// <summary>An amount of US dollars, in whole billionths: one token at $0.05 a million costs 50 of them, so sums are exact.</summary>
/// <param name="NanoDollars">Billionths of a dollar.</param>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(long NanoDollars) : IComparable<Money>
{
    /// <summary>Nothing.</summary>
    public static Money Zero => default;

    /// <summary>The amount in dollars.</summary>
    public decimal Dollars => NanoDollars / 1_000_000_000m;

    /// <summary>An amount of dollars, rounded up to a billionth.</summary>
    public static Money OfDollars(decimal dollars) => new((long)Math.Ceiling(dollars * 1_000_000_000m));

    /// <summary>Sum.</summary>
    public static Money operator +(Money a, Money b) => new(a.NanoDollars + b.NanoDollars);

    /// <summary>Difference.</summary>
    public static Money operator -(Money a, Money b) => new(a.NanoDollars - b.NanoDollars);

    /// <summary>Order.</summary>
    public static bool operator <(Money a, Money b) => a.NanoDollars < b.NanoDollars;

    /// <summary>Order.</summary>
    public static bool operator >(Money a, Money b) => a.NanoDollars > b.NanoDollars;

    /// <summary>Order.</summary>
    public static bool operator <=(Money a, Money b) => a.NanoDollars <= b.NanoDollars;

    /// <summary>Order.</summary>
    public static bool operator >=(Money a, Money b) => a.NanoDollars >= b.NanoDollars;

    /// <inheritdoc/>
    public int CompareTo(Money other) => NanoDollars.CompareTo(other.NanoDollars);

    /// <summary>Dollars with at least two and at most four decimals, as in <c>$0.0123</c>.</summary>
    public override string ToString() => Dollars.ToString("$0.00##", CultureInfo.InvariantCulture);
}
