using System.Collections.Concurrent;
using System.Diagnostics;
using LeadScout.Answers;
using LeadScout.Benchmarks.Scale;
using LeadScout.Classifiers;
using LeadScout.Savings.Sets;
using LeadScout.Sqlite;
using LeadScout.Statistics;

namespace LeadScout.Benchmarks.Soak;

/// <summary>
/// One client over one database for a long time: single texts at an even pace, corrections between them, and one job after the other, all at
/// once. Counts whatever is lost on the way.
/// </summary>
internal sealed class SoakRun : IAsyncDisposable
{
    private const int Workers = 4;
    private const int JobRows = 5_000;
    private const int SinglesPerCorrection = 500;
    private const int RowsPerText = 10;

    private readonly long _texts;
    private readonly TimeSpan _time;
    private readonly LargeList _list;
    private readonly CountingTeacher _teacher;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-soak");
    private readonly SqliteStore _store;
    private readonly LeadScoutClient _client;
    private readonly ConcurrentDictionary<string, string> _corrected = [];
    private readonly long _begun = Stopwatch.GetTimestamp();
    private long _next;
    private long _singles;
    private long _jobs;

    /// <param name="data">The folder of the public sets.</param>
    /// <param name="texts">Single texts in all.</param>
    /// <param name="time">How long they take.</param>
    public SoakRun(string data, long texts, TimeSpan time)
    {
        (_texts, _time) = (texts, time);
        var titles = SetFile.Read(Path.Combine(data, "titles_noc.tsv"));
        string[] companies = [.. SetFile.Read(Path.Combine(data, "companies_financedb.tsv")).Texts.Where(name => !name.Contains(" at ", StringComparison.Ordinal))];
        _list = new LargeList(titles, companies, texts, (int)Math.Max(1_000, texts / RowsPerText));
        _teacher = new CountingTeacher(new KeyTeacher(_list.LabelOf));
        _store = SqliteStore.Open(Path.Combine(_folder.FullName, "soak.db"));
        _client = new LeadScoutClient(_teacher, _store, new LeadScoutOptions { MaxError = 0.05 });
    }

    /// <summary>What was lost: in words, each kind once with how often.</summary>
    public ConcurrentDictionary<string, int> Lost { get; } = [];

    /// <summary>Runs it to its end.</summary>
    /// <param name="sampled">Told once a minute how it stands.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task RunAsync(Action<SoakSample> sampled, CancellationToken interrupt)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        var beside = new[] { Task.Run(() => CorrectAsync(over.Token), interrupt), Task.Run(() => LabelAsync(over.Token), interrupt), SampleAsync(sampled, over.Token) };
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => ClassifyAsync(interrupt), interrupt)));
        await over.CancelAsync();
        await Task.WhenAll(beside);
        await CheckAsync(interrupt);
        sampled(Sample());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ClassifyAsync(CancellationToken interrupt)
    {
        while (Interlocked.Increment(ref _next) is var row && row <= _texts)
        {
            var due = _time * ((double)row / _texts);
            if (due - Stopwatch.GetElapsedTime(_begun) is var early && early > TimeSpan.FromMilliseconds(20))
            {
                await Task.Delay(early, interrupt);
            }

            var text = _list.Text(row - 1);
            var person = _corrected.GetValueOrDefault(text);
            var said = await _client.ClassifyAsync(_list.Question, text, interrupt);
            Expect(said.Label is not null, "a single text came back undecided");
            Expect(person is null || said.Source == DecisionSource.Person, "a corrected text was decided by another than the person");
            Interlocked.Increment(ref _singles);
        }
    }

    private async Task CorrectAsync(CancellationToken over)
    {
        var random = new SeededRandom(1);
        while (!over.IsCancellationRequested)
        {
            if (_corrected.Count * SinglesPerCorrection > Interlocked.Read(ref _singles))
            {
                await Task.Delay(5, CancellationToken.None);
                continue;
            }

            var text = _list.Text(random.NextBelow(Math.Max(1, Interlocked.Read(ref _singles))));
            var label = _list.Question.Labels[(_list.LabelOf(text) + 1) % _list.Question.Labels.Length].Name;
            await _client.CorrectAsync(_list.Question, text, label, "mira", CancellationToken.None);
            _corrected[text] = label;
            var said = await _client.ClassifyAsync(_list.Question, text, CancellationToken.None);
            Expect(said.Label == label && said.Source == DecisionSource.Person, "a correction was not there at once");
        }
    }

    private async Task LabelAsync(CancellationToken over)
    {
        for (var job = 0; !over.IsCancellationRequested; job++)
        {
            string[] rows = [.. Enumerable.Range(0, JobRows).Select(row => _list.Text((((long)job * JobRows) + row) % _texts))];
            var before = _corrected.ToDictionary();
            try
            {
                var result = await _client.LabelAsync(
                    _list.Question, rows, row => row, new LabelOptions { MaxError = 0.05 }, cancellationToken: over);
                Expect(result.State == Jobs.JobState.Done && result.Report.Certificate.Holds, "a job did not come to its end");
                Expect(result.Leads.Select(lead => lead.Lead).SequenceEqual(rows), "a job lost a row or changed their order");
                Expect(result.Leads.All(lead => !before.TryGetValue(lead.Lead, out var label) || lead.Label == label), "a job did without a correction");
                Interlocked.Increment(ref _jobs);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task SampleAsync(Action<SoakSample> sampled, CancellationToken over)
    {
        using var minutes = new PeriodicTimer(TimeSpan.FromMinutes(1));
        try
        {
            while (await minutes.WaitForNextTickAsync(over))
            {
                sampled(Sample());
            }
        }
        catch (OperationCanceledException)
        {
            // The texts are through.
        }
    }

    private SoakSample Sample()
    {
        using var process = Process.GetCurrentProcess();
        return new SoakSample(
            Stopwatch.GetElapsedTime(_begun), Interlocked.Read(ref _singles), Interlocked.Read(ref _jobs), _corrected.Count, _teacher.Texts,
            GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, process.WorkingSet64 / 1048576.0);
    }

    /// <summary>What must be on record at the end.</summary>
    private async Task CheckAsync(CancellationToken interrupt)
    {
        var (byTeacher, byPerson) = (new HashSet<Texts.TextKey>(), new Dictionary<Texts.TextKey, string>());
        await foreach (var answer in _store.ReadAllAsync(_list.Question.Version, interrupt))
        {
            if (answer.Source == AnswerSource.Person)
            {
                byPerson[answer.Key] = answer.Label;
            }
            else
            {
                Expect(byTeacher.Add(answer.Key), "an answer is on record twice");
            }
        }

        Expect(byTeacher.Count == _teacher.Texts, "an answer that was paid for is not on record");
        Expect(byPerson.Count == _corrected.Count, "corrections are not on record, or too many are");
        foreach (var (text, label) in _corrected)
        {
            Expect(byPerson.GetValueOrDefault(_store.Keys.Of(text)) == label, "a correction is on record with another label");
            Expect((await _client.ClassifyAsync(_list.Question, text, interrupt)).Label == label, "a correction is lost");
        }

        Expect(_teacher.Repeated == 0, "a text was asked twice");
    }

    private void Expect(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            Lost.AddOrUpdate(otherwise, 1, (_, times) => times + 1);
        }
    }
}
