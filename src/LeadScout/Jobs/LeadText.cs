using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>Fills a question's template from the lead that a reader stands on. Not thread-safe.</summary>
internal sealed class LeadText
{
    private readonly TextTemplate _template;
    private readonly ImmutableArray<int> _columns;
    private readonly string[] _values;

    /// <exception cref="BadInputException">The list has no column that the template names.</exception>
    public LeadText(TextTemplate template, ILeadReader reader, string fileName)
    {
        _template = template;
        _columns = [.. template.Columns.Select(name => IndexOf(name, reader, fileName))];
        _values = new string[_columns.Length];
    }

    public string Of(ILeadReader reader)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = reader.Value(_columns[i]);
        }

        return _template.Fill(_values);
    }

    private static int IndexOf(string name, ILeadReader reader, string fileName)
    {
        for (var i = 0; i < reader.Columns.Count; i++)
        {
            if (reader.Columns[i] == name)
            {
                return i;
            }
        }

        throw new BadInputException($"{fileName} has no column '{name}'. Its columns are: {string.Join(", ", reader.Columns)}.");
    }
}
