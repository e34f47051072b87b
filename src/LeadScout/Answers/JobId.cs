using System.Text.Json.Serialization;

namespace LeadScout.Answers;

/// <summary>The name of a job, derived from everything that determines its outcome: the same command has the same id.</summary>
[JsonConverter(typeof(JobIdJsonConverter))]
public readonly record struct JobId
{
    /// <param name="value">Twelve lower-case hexadecimal digits.</param>
    /// <exception cref="ArgumentException">Something else.</exception>
    public JobId(string value)
    {
        if (value.Length != 12 || !value.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f')))
        {
            throw new ArgumentException($"'{value}' is no job id: twelve of 0-9 and a-f.", nameof(value));
        }

        Value = value;
    }

    /// <summary>Twelve hexadecimal digits.</summary>
    public string Value { get; }

    /// <summary>The value.</summary>
    public override string ToString() => Value;
}
