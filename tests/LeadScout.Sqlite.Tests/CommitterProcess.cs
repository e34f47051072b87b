using System.Diagnostics;
using System.Globalization;

namespace LeadScout.Sqlite.Tests;

/// <summary>The <see cref="Committer"/> in a process of its own, and what it has said.</summary>
internal sealed class CommitterProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];

    public CommitterProcess(string database, bool oneCallALine = false)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "LeadScout.Sqlite.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[Committer.Variable] = database;
        if (oneCallALine)
        {
            start.Environment[Committer.LinesVariable] = "1";
        }

        _process = Process.Start(start)!;
    }

    public int Id => _process.Id;

    /// <summary>Waits for so many more lines.</summary>
    public async Task ReadAsync(int lines)
    {
        for (int i = 0; i < lines; i++)
        {
            _said.Add(await _process.StandardOutput.ReadLineAsync() ?? throw new EndOfStreamException("The committer died."));
        }
    }

    /// <summary>Lets it make one call.</summary>
    public async Task TellAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>kill -9, then hears what it had said by then.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _said.Add(line);
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>The calls of which it said this.</summary>
    public IEnumerable<long> Calls(string what) => _said
        .Where(line => line.StartsWith(what, StringComparison.Ordinal) && line.EndsWith('.'))
        .Select(line => long.Parse(line.AsSpan(what.Length + 1, line.Length - what.Length - 2), CultureInfo.InvariantCulture));

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
