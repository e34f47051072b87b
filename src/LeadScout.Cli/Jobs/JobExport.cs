using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadScout.Application.Certificates;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files.AnswerFiles;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching.Calls;

namespace LeadScout.Cli.Jobs;

/// <summary>
/// Writes all that is known of a job into one archive: its rows, the answers that it paid for, its calls, its report and its certificate. The same
/// job in the same state gives the same bytes.
/// </summary>
internal sealed class JobExport(Terminal terminal, JobToDate now, IDatabase store)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Job _job = now.Job;
    private readonly List<ExportedFileDocument> _files = [];
    private readonly List<MissingFileDocument> _missing = [];

    /// <summary>Writes it.</summary>
    /// <param name="to">Where.</param>
    /// <param name="name">What that is called.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<JobExportDocument> WriteAsync(Stream to, string name, CancellationToken interrupt)
    {
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        await AddAsync(archive, "report.json", Text(ReportJson.Of(JobDocument.Of(now)) + "\n"));
        await AddAsync(archive, "calls.jsonl", stream => WriteCalls(stream, now.Ledger));
        await AddAsync(archive, "answers.jsonl", stream => WriteAnswersAsync(stream, interrupt));
        await AddCertificateAsync(archive, interrupt);
        await AddRowsAsync(archive, interrupt);
        await AddQuestionsAsync(archive, interrupt);
        var document = new JobExportDocument(_job.Id.Value, name, "leadscout-job/1", [.. _files], [.. _missing]);
        await AddAsync(archive, "manifest.json", Text(ReportJson.Of(document with { File = "" }) + "\n"));
        return document;
    }

    private async Task AddCertificateAsync(ZipArchive archive, CancellationToken interrupt)
    {
        try
        {
            var certificate = await new JobCertificates(terminal.Environment, terminal.Clock, store).OfAsync(_job, interrupt);
            await AddAsync(archive, "certificate.json", Text(certificate.ToJson() + "\n"));
        }
        catch (BadInputException e)
        {
            _missing.Add(new("certificate.json", e.Wording.In(terminal.Words)));
        }
    }

    /// <summary>Made again, for the file may be another by now: what the certificate speaks of are these rows.</summary>
    private async Task AddRowsAsync(ZipArchive archive, CancellationToken interrupt)
    {
        var entry = "rows" + Path.GetExtension(_job.OutputName);
        if (_job.OutputName is "" or JobInvocation.Stream)
        {
            _missing.Add(new(entry, "The job wrote no file."));
            return;
        }

        using var beside = SpoolFolder.Create();
        var again = Path.Join(beside.Path, entry);
        if (await new RemadeResult(terminal, store).WriteAsync(_job, again, interrupt) is { } because)
        {
            again = _job.Invocation.GetValueOrDefault("folder") is { } folder && Path.IsPathFullyQualified(folder) ? Path.GetFullPath(_job.OutputName, folder) : "";
            var isThere = ResultFile.IsWritten(_job.State) && File.Exists(again);
            var found = "rows-as-found" + Path.GetExtension(_job.OutputName);
            _missing.Add(new(entry, isThere ? $"{because} What lies at the place of the result is packed as {found}; nobody has checked that it is what the job wrote." : because));
            if (!isThere)
            {
                return;
            }

            entry = found;
        }

        await AddAsync(archive, entry, async stream =>
        {
            await using var result = File.OpenRead(again);
            await result.CopyToAsync(stream, interrupt);
        });
    }

    private async Task AddQuestionsAsync(ZipArchive archive, CancellationToken interrupt)
    {
        var files = new List<(Question Question, string Yaml)>();
        var invocation = JobInvocation.Of(_job);
        foreach (var named in invocation.Questions)
        {
            try
            {
                var isBuiltIn = BuiltInQuestions.Names.Contains(named);
                var path = isBuiltIn ? named : invocation.Placed(named);
                files.Add((BuiltInQuestions.Resolve(path).Question, isBuiltIn ? BuiltInQuestions.Yaml(named) : await File.ReadAllTextAsync(path, interrupt)));
            }
            catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
            {
                _missing.Add(new($"questions/{Path.GetFileNameWithoutExtension(named)}.yaml", "The question's file is not there any more, or can't be read."));
            }
        }

        var areTheJobs = files.Count == invocation.Questions.Length && JobRequest.VersionOf([.. files.Select(file => file.Question)]) == _job.Question;
        foreach (var (question, yaml) in files)
        {
            if (areTheJobs)
            {
                await AddAsync(archive, $"questions/{question.Name}.yaml", Text(yaml));
            }
            else
            {
                _missing.Add(new($"questions/{question.Name}.yaml", "The question, or one beside it, was reworded since: these words were not asked."));
            }
        }
    }

    private async Task WriteAnswersAsync(Stream stream, CancellationToken interrupt)
    {
        var names = await store.QuestionNamesAsync(interrupt);
        await using var text = new StreamWriter(stream, Utf8, leaveOpen: true);
        using var writer = AnswerFile.WriteTo(text, store.Keys);
        await foreach (var answer in store.ReadAllAsync(null, interrupt).Where(answer => answer.Job == _job.Id))
        {
            writer.Write(answer, names.GetValueOrDefault(answer.Question));
        }

        writer.Complete();
    }

    private static Task WriteCalls(Stream stream, IEnumerable<LedgerLine> ledger)
    {
        using var text = new StreamWriter(stream, Utf8, leaveOpen: true);
        foreach (var line in ledger)
        {
            text.Write(CallLine(line));
            text.Write('\n');
        }

        return Task.CompletedTask;
    }

    private static string CallLine(LedgerLine line)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("call", line.Id);
            json.WriteString("teacher", line.Intent.Teacher);
            json.WriteString("model", line.Model);
            json.WriteNumber("attempt", line.Intent.Attempt);
            json.WriteNumber("texts", line.Intent.Texts.Length);
            json.WriteString("state", line.State.ToString().ToLowerInvariant());
            json.WriteString("billing", line.IsReleased ? "released" : JsonNamingPolicy.CamelCase.ConvertName(line.Billing.ToString()));
            json.WriteNumber("inputTokens", line.Usage.InputTokens);
            json.WriteNumber("cachedInputTokens", line.Usage.CachedInputTokens);
            json.WriteNumber("outputTokens", line.Usage.OutputTokens);
            Write(json, "costUsd", line.Charged?.Dollars);
            Write(json, "ceilingUsd", line.Intent.Ceiling?.Dollars);
            json.WriteString("at", line.Intent.At);
            if (line.EndedAt is { } ended)
            {
                json.WriteString("endedAt", ended);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, decimal? dollars)
    {
        if (dollars is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static Func<Stream, Task> Text(string content) => stream => stream.WriteAsync(Utf8.GetBytes(content)).AsTask();

    private async Task AddAsync(ZipArchive archive, string name, Func<Stream, Task> write)
    {
        var entry = archive.CreateEntry(name);
        entry.LastWriteTime = _job.UpdatedAt.Year < 1980 ? new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero) : _job.UpdatedAt;
        await using var stream = entry.Open();
        await using var hashed = new HashingStream(stream);
        await write(hashed);
        await hashed.FlushAsync();
        _files.Add(new(name, hashed.Bytes, hashed.Hash()));
    }

    /// <summary>Passes on what is written, and hashes it.</summary>
    private sealed class HashingStream(Stream inner) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Bytes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Bytes;

        public override long Position { get => Bytes; set => throw new NotSupportedException(); }

        public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            inner.Write(buffer, offset, count);
            _hash.AppendData(buffer, offset, count);
            Bytes += count;
        }

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
