using LeadScout.Answers;
using LeadScout.Cli.Reports;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Statistics;
using Spectre.Console;

namespace LeadScout.Cli.Terminals;

/// <summary>The world around a command: where it writes, what time it is, what the environment says.</summary>
/// <param name="Out">Results: what the user asked for.</param>
/// <param name="Error">Everything said to a person along the way.</param>
/// <param name="ErrorIsTerminal">Whether a person watches <paramref name="Error"/> live.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Environment">Reads an environment variable.</param>
internal sealed record Terminal(
    TextWriter Out, TextWriter Error, bool ErrorIsTerminal, TimeProvider Clock, Func<string, string?> Environment)
{
    // Lines cut at a guessed width help nobody when a program or a file reads them.
    private const int UncutWidth = 500;

    /// <summary>Whether a person can be asked: keys are pressed where what is said is read.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Whether nothing is said but why something stopped.</summary>
    public bool IsQuiet { get; private init; }

    /// <summary>Where a quiet command says why it stopped.</summary>
    public TextWriter Stops { get; private init; } = TextWriter.Null;

    /// <summary>Who watches a job in place of the lines of a log; null for nobody.</summary>
    public IProgress<JobProgress>? Watch { get; init; }

    /// <summary>The only job that may be run: whoever gives the command has seen what it costs. Null for whichever the command describes.</summary>
    public JobId? OnlyJob { get; init; }

    /// <summary>The database that the command is about.</summary>
    public NamedDatabase Database { get; init; } = new();

    /// <summary>How remedies are said to whoever gives the command, by the database that the commands among them need.</summary>
    public Func<Remedy, string, string> Vocabulary { get; init; } = CommandWords.Of;

    /// <summary>Opens standard input as bytes.</summary>
    public Func<Stream> OpenIn { get; init; } = () => Stream.Null;

    /// <summary>Opens standard output as bytes.</summary>
    public Func<Stream> OpenOut { get; init; } = () => Stream.Null;

    /// <summary>Whether what was written to <see cref="Out"/> went nowhere.</summary>
    public Func<bool> OutIsClosed { get; init; } = () => false;

    /// <summary>Waits for the next key, see <see cref="Keys"/>; null when there are no more.</summary>
    public Func<string?> ReadKey { get; init; } = () => null;

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() =>
        new(
            Console.Out,
            Console.Error,
            !Console.IsErrorRedirected,
            TimeProvider.System,
            System.Environment.GetEnvironmentVariable)
        {
            ReadKey = Keys.OfProcess(),
            CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            OpenIn = Console.OpenStandardInput,
            OpenOut = Console.OpenStandardOutput
        };

    /// <summary>A world in which nobody is told anything, for whoever only looks at the commands.</summary>
    public static Terminal OfNobody() => new(TextWriter.Null, TextWriter.Null, ErrorIsTerminal: false, TimeProvider.System, _ => null);

    /// <summary>The same world, told nothing along the way; nobody watches, so nobody is asked.</summary>
    public Terminal Quiet() => this with { Error = TextWriter.Null, ErrorIsTerminal = false, CanAsk = false, IsQuiet = true, Stops = Error };

    /// <summary>A remedy as whoever gives the command knows it.</summary>
    public string Words(Remedy remedy) => Vocabulary(remedy, Database.Name);

    /// <summary>Says something to a person along the way.</summary>
    public void Say(UserMessage message) => Error.WriteLine(message.In(Words));

    /// <summary>Draws on <see cref="Out"/>.</summary>
    public IAnsiConsole DrawOut() => Draw(Out, Console.IsOutputRedirected || Out != Console.Out);

    /// <summary>Draws on <see cref="Error"/>.</summary>
    public IAnsiConsole DrawError() => Draw(Error, !ErrorIsTerminal);

    private static IAnsiConsole Draw(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(redirected ? new TrimmingWriter(writer) : writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = UncutWidth;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
