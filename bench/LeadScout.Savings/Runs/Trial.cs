using LeadScout.Savings.Sets;
using LeadScout.Savings.Teaching;

namespace LeadScout.Savings.Runs;

/// <summary>One list, one seed, one fresh teacher.</summary>
internal sealed record Trial(Sample Sample, ulong Seed, RunOptions Options, TeacherNoise? Noise = null)
{
    /// <summary>The set.</summary>
    public LabelledSet Set => Sample.Set;

    /// <summary>The teacher, whose counts are the trial's bill.</summary>
    public BenchTeacher Teacher { get; } = new(Sample.Set, Options.Price, Noise);

    /// <summary>Rows whose output is not what the teacher would have said; undecided ones included.</summary>
    /// <param name="output">By row of the list: a label, or -1.</param>
    public int CountDifferent(IReadOnlyList<int> output)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(output.Count, Sample.Rows.Length);
        return Enumerable.Range(0, output.Count).Count(row => output[row] != Teacher.FirstAnswer(Sample.Text(row)));
    }
}
