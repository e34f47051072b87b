using LeadScout.Simulation.Checks;

namespace LeadScout.Simulation.Scheduling;

/// <summary>
/// The world's order of events: one at a time, by simulated time, those of one moment by lot. Everything that is drawn, is drawn from one
/// seed. It needs the only thread of the pool (see <see cref="OneThread"/>): then all that an event sets going in the product has run as far
/// as it can when the next one comes.
/// </summary>
internal sealed class Simulator(int seed, Trace trace)
{
    // So many events no scenario takes; a job that does goes round in circles.
    private const int MostSteps = 200_000;

    private readonly PriorityQueue<SimulatedEvent, (long Time, int Lot)> _events = new();

    /// <summary>What all chance is drawn from.</summary>
    public Random Random { get; } = new(seed);

    public Trace Trace => trace;

    /// <summary>The simulated time, in ticks since the beginning.</summary>
    public long Now { get; private set; }

    /// <summary>The time that somebody reads: it has gone on a little each time, as it does.</summary>
    public long Look() => Now += 10;

    /// <summary>Events that have happened.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether chance has it, in so many of 1,000 cases.</summary>
    public bool Chance(int permille) => Random.Next(1000) < permille;

    /// <summary>Lets something happen later.</summary>
    /// <param name="delay">In ticks; 0 for next, in an order drawn by lot.</param>
    /// <param name="what">For the trace.</param>
    /// <param name="work">What happens.</param>
    public SimulatedEvent Post(long delay, string what, Func<Task> work)
    {
        var posted = new SimulatedEvent(what, work);
        _events.Enqueue(posted, (Now + delay, Random.Next()));
        return posted;
    }

    /// <summary>Lets events happen until a condition is met.</summary>
    /// <exception cref="Violation">Nothing is left to happen, or it takes for ever.</exception>
    public async Task RunUntilAsync(Func<bool> isMet)
    {
        while (true)
        {
            await Task.Yield(); // whatever the last event set going runs first
            if (isMet())
            {
                return;
            }

            if (!_events.TryDequeue(out var next, out var at))
            {
                throw new Violation("never stuck", "Nothing is left to happen, and somebody waits.");
            }

            if (next.IsCancelled)
            {
                continue;
            }

            if (++Steps > MostSteps)
            {
                throw new Violation("never in circles", $"{MostSteps} events, and no end.");
            }

            Now = Math.Max(Now, at.Time);
            trace.Add(Now, next.What);
            await next.HappenAsync();
        }
    }
}
