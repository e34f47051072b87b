using LeadScout.Savings.Runs;

namespace LeadScout.Savings.Validity;

/// <summary>What is true of one label of a result.</summary>
/// <param name="Given">Rows that have it.</param>
/// <param name="Wrong">Of these, those to which the teacher would have given another.</param>
/// <param name="Missed">Rows that have another and to which the teacher would have given it.</param>
internal readonly record struct LabelTruth(long Given, long Wrong, long Missed)
{
    /// <summary>Share of the rows given it that is wrong.</summary>
    public double Error => Given == 0 ? 0 : (double)Wrong / Given;

    /// <summary>Share of the rows that should have it that has it.</summary>
    public double Recall => Missed == 0 ? 1 : (double)(Given - Wrong) / (Given - Wrong + Missed);

    /// <summary>Counts.</summary>
    public static LabelTruth Of(Trial trial, IReadOnlyList<int> output, int label)
    {
        var truth = default(LabelTruth);
        for (var row = 0; row < output.Count; row++)
        {
            var said = trial.Teacher.FirstAnswer(trial.Sample.Text(row));
            truth = new LabelTruth(
                truth.Given + (output[row] == label ? 1 : 0),
                truth.Wrong + (output[row] == label && said != label ? 1 : 0),
                truth.Missed + (output[row] != label && said == label ? 1 : 0));
        }

        return truth;
    }
}
