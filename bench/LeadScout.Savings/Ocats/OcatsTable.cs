using System.Globalization;
using System.Text;
using LeadScout.Reviews;
using LeadScout.Savings.Results;

namespace LeadScout.Savings.Ocats;

/// <summary>Real GPT-4 answers as the teacher, and the gold label as the judge, beside the published figures of OCaTS.</summary>
internal static class OcatsTable
{
    private const string Head = """
        # banking77 with GPT-4's real answers as the teacher

        The 3,080 messages of Banking77's test part; the teacher's answers are those that the authors of OCaTS (Stogiannidis et al., 2023) got from GPT-4 and published.
        Asked: texts put to the teacher, audits included, by rows. Agreement: rows with GPT-4's label. Accuracy: rows with the gold label. Medians of {0} seeds.
        OCaTS' own line is quoted, not run: its thresholds were tuned beforehand on 1,000 labelled rows, and it proves no bound; ours sees no label but those it asks for.

        | method | asked / rows | agreement with GPT-4 | accuracy on gold |
        |---|---|---|---|
        | OCaTS, as published | about 33 % | | 82.7 % |
        | GPT-4 alone, as published | 100.0 % | 100.0 % | 83.05 % |

        """;

    public static string Render(double teacherAccuracy, IEnumerable<IGrouping<string, OcatsRun>> methods, int seeds)
    {
        var text = new StringBuilder().AppendFormat(CultureInfo.InvariantCulture, Head.ReplaceLineEndings("\n"), seeds);
        text.Append(Markdown.Row("the answers in this file, every row asked", "100.0 %", "100.0 %", Show.Share(teacherAccuracy)));
        foreach (var runs in methods)
        {
            text.Append(Markdown.Row(
                runs.Key,
                Show.ShareOfSeeds([.. runs.Select(run => run.Asked)]),
                Show.ShareOfSeeds([.. runs.Select(run => run.Agreement)]),
                Show.ShareOfSeeds([.. runs.Select(run => run.Accuracy)])));
        }

        return text.ToString();
    }
}
