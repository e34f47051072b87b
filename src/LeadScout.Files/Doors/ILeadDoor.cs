using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.Doors;

/// <summary>
/// Lists that are no files: tables of a database. Each kind is an add-on of its own (see <see cref="LeadDoors"/>). Thread-safe.
/// </summary>
public interface ILeadDoor
{
    /// <summary>Where the result goes unless said otherwise.</summary>
    /// <exception cref="BadInputException">The address can't be understood.</exception>
    string DefaultOutput(string input);

    /// <summary>The address with the paths in it made whole from this folder.</summary>
    /// <exception cref="BadInputException">The address can't be understood.</exception>
    string Placed(string address, string folder);

    /// <summary>A list as a job reads and writes it. Reads all of it once, for its hash.</summary>
    /// <param name="input">Its address.</param>
    /// <param name="output">The result's address; null for <see cref="DefaultOutput"/>.</param>
    /// <exception cref="BadInputException">The list can't be used.</exception>
    LeadFile At(string input, string? output);
}
