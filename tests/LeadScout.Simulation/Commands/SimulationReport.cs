using System.Globalization;
using System.Text;
using LeadScout.Simulation.Trials;
using LeadScout.Simulation.Worlds;

namespace LeadScout.Simulation.Commands;

/// <summary>What came of many seeds, as a table.</summary>
internal static class SimulationReport
{
    public const string Heading =
        """
        # Simulated worlds

        Whole jobs, and single texts of many callers, in simulated worlds, one a seed: see [how the product is attacked by machine](../../docs/testing.md). Made by
        `dotnet run -c Release --project tests/LeadScout.Simulation -- simulate --seeds N [--of streams] [--store sqlite|postgres] --report FILE`.

        """;

    public static string Of(TrialSum sum, TimeSpan time)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            | | |
            |---|--:|
            | seeds | {sum.Trials:N0} |
            | that broke a promise | {sum.Broken} |
            | events | {sum.Steps:N0} |

            """);
        foreach (var (what, count) in sum.Counts)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {count:N0} |\n");
        }

        if (sum.Certified > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"""
                | certificates held against the truth | {sum.Certified:N0} |
                | of them wrong (at their confidence up to {sum.ExpectedWrong:0} are to be expected) | {sum.WrongCertificates:N0} |

                """);
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            | seeds a second, on one core | {sum.Trials / time.TotalSeconds:0.#} |

            | what went wrong, or happened beside it | times |
            |---|--:|

            """);
        foreach (var kind in Enum.GetValues<FaultKind>().Where(kind => sum.Faults[kind] > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Words(kind)} | {sum.Faults[kind]:N0} |\n");
        }

        return text.ToString();
    }

    private static string Words(FaultKind kind) => string.Concat(
        kind.ToString().Select((letter, place) => char.IsUpper(letter) && place > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
