using LeadScout.Simulation.Scheduling;
using LeadScout.Teaching;

namespace LeadScout.Simulation.Seams;

/// <summary>The LLM as a process sees it.</summary>
internal sealed class SimulatedTeacher(Simulator simulator, SimulatedProcess process, Service service, TeacherProfile profile, Account account) : ITeacher
{
    public TeacherProfile Profile => profile;

    public Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        if (!process.IsAlive)
        {
            return SimulatedProcess.Never<Reply>();
        }

        var (reply, throws, delay) = service.Receive(ask, profile, account);
        var home = new TaskCompletionSource<Reply>();
        simulator.Post(
            delay,
            $"{process.Name} reply of {profile.Name} about {ask.Texts.Length}: {throws?.Message ?? reply.Fault?.Message ?? "whole"}",
            () =>
            {
                if (!process.Live())
                {
                    return Task.CompletedTask;
                }

                _ = throws is null ? home.TrySetResult(reply) : home.TrySetException(throws);
                return Task.CompletedTask;
            });
        return home.Task;
    }
}
