using LeadScout.Simulation.Checks;
using LeadScout.Teaching;

namespace LeadScout.Simulation.Seams;

/// <summary>Watches what a process has out at its LLM.</summary>
internal sealed class WatchedTeacher(ITeacher inner, FlightWatch flights, World world) : ITeacher
{
    public TeacherProfile Profile => inner.Profile;

    public async Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        try
        {
            flights.Enter(ask);
            return await AskInnerAsync(ask, cancellationToken);
        }
        catch (Violation violation)
        {
            world.Broken ??= violation; // nobody may be there any more to be told
            throw;
        }
    }

    private async Task<Reply> AskInnerAsync(Ask ask, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.AskAsync(ask, cancellationToken);
        }
        finally
        {
            flights.Leave(ask);
        }
    }
}
