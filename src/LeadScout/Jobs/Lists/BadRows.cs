using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>The rows of a list that can't be used: counted, and the first ones named. Not thread-safe.</summary>
public sealed class BadRows
{
    /// <summary>So many are named.</summary>
    public const int MostNamed = 20;

    private readonly List<BadRowException> _first = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Goes to the reader's next good lead, and keeps the bad ones before it; false at the end.</summary>
    /// <exception cref="BadInputException">The list can't be read on.</exception>
    public bool Next(ILeadReader reader)
    {
        while (true)
        {
            try
            {
                return reader.Read();
            }
            catch (BadRowException e)
            {
                Add(e);
            }
            catch (BadInputException e) when (Count > 0)
            {
                throw new BadInputException(e.Code, $"{(Count == 1 ? _first[0].Wording : Text())}\n{e.Wording}", e);
            }
        }
    }

    /// <summary>Keeps one.</summary>
    public void Add(BadRowException row)
    {
        Count++;
        if (_first.Count < MostNamed)
        {
            _first.Add(row);
        }
    }

    /// <summary>At the end of the list: refuses it if there is any.</summary>
    /// <exception cref="BadInputException">The message names the first ones and says how many there are.</exception>
    public void Refuse()
    {
        if (Count > 0)
        {
            throw Count == 1 ? _first[0] : new BadInputException(_first[0].Code, Text(), _first[0]);
        }
    }

    private UserMessage Text()
    {
        UserMessage how = $"{Count} rows can't be used{(Count > _first.Count ? $". The first {_first.Count}" : "")}:";
        return UserMessage.Join(
            "\n",
            [
                how, .. _first.Select(row => (UserMessage)$"  {row.Fault}"),
                .. _first.Select(row => row.Advice).DistinctBy(advice => advice.ToString(), StringComparer.Ordinal),
            ]);
    }
}
