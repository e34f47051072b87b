using LeadScout.Server.Wording;

namespace LeadScout.Server.Dashboard.Shell;

/// <summary>One piece of work at a time, and why the last one was refused. For one component; not thread-safe.</summary>
internal sealed class Busy(MachinePaths paths)
{
    /// <summary>Whether something is at work.</summary>
    public bool Is { get; private set; }

    /// <summary>Why the last work was refused; null when it was not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Does the work, unless something is at work already: what a second press meant is not known.</summary>
    public async Task DoAsync(Func<Task> work)
    {
        if (Is)
        {
            return;
        }

        (Is, Fault) = (true, null);
        try
        {
            await work();
        }
        catch (Exception e) when (RefusedException.Explains(e))
        {
            Fault = LabelWords.Of(e, paths);
        }
        finally
        {
            Is = false;
        }
    }
}
