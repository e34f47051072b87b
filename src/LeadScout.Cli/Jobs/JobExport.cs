using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadScout.Application.Certificates;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.Reports;
using LeadScout.Files.AnswerFiles;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;

namespace LeadScout.Cli.Jobs;

/// <summary>
/// Writes all that is known of a job into one archive: its rows, the answers that it paid for, its calls, its report and its certificate. The same
/// job in the same state gives the same bytes.
/// </summary>
internal sealed class JobExport(IDatabase store, JobCertificates certificates, Job job)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly List<ExportedFileDocument> _files = [];
    private readonly List<MissingFileDocument> _missing = [];

    /// <summary>Writes it.</summary>
    /// <param name="to">Where.</param>
    /// <param name="name">What that is called.</param>
    /// <param name="interrupt">Ends it.</param>
    public async Task<JobExportDocument> WriteAsync(Stream to, string name, CancellationToken interrupt)
    {
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var ledger = await store.CallsAsync(job.Id, interrupt);
        await AddAsync(archive, "report.json", Text(ReportJson.Of(JobDocument.Of(job) with
        {
            SpendingLimit = SpendingDocument.Of(SpendingStatement.Of(job.Settings.MaxCost, ledger)),
        }) + "\n"));
        await AddAsync(archive, "calls.jsonl", stream => WriteCalls(stream, ledger));
        await AddAsync(archive, "answers.jsonl", stream => WriteAnswersAsync(stream, interrupt));
        await AddCertificateAsync(archive, interrupt);
        await AddRowsAsync(archive, interrupt);
        await AddQuestionsAsync(archive, interrupt);
        var document = new JobExportDocument(job.Id.Value, name, "leadscout-job/1", [.. _files], [.. _missing]);
        await AddAsync(archive, "manifest.json", Text(ReportJson.Of(document with { File = "" }) + "\n"));
        return document;
    }

    private async Task AddCertificateAsync(ZipArchive archive, CancellationToken interrupt)
    {
        try
        {
            var certificate = await certificates.OfAsync(job, interrupt);
            await AddAsync(archive, "certificate.json", Text(certificate.ToJson() + "\n"));
        }
        catch (BadInputException e)
        {
            _missing.Add(new("certificate.json", e.Wording.In(CommandWords.Of)));
        }
    }

    private async Task AddRowsAsync(ZipArchive archive, CancellationToken interrupt)
    {
        var folder = job.Invocation.GetValueOrDefault("folder");
        var path = folder is null || job.OutputName is "" or JobInvocation.Stream ? null : Path.GetFullPath(job.OutputName, folder);
        var entry = "rows" + Path.GetExtension(job.OutputName);
        if (path is null || !ResultFile.IsWritten(job.State) || !File.Exists(path))
        {
            _missing.Add(new(entry, path is null ? "The job wrote no file." : "The job's result is not there."));
            return;
        }

        await AddAsync(archive, entry, async stream =>
        {
            await using var result = File.OpenRead(path);
            await result.CopyToAsync(stream, interrupt);
        });
    }

    private async Task AddQuestionsAsync(ZipArchive archive, CancellationToken interrupt)
    {
        var invocation = JobInvocation.Of(job);
        foreach (var named in invocation.Questions)
        {
            var entry = $"questions/{Path.GetFileNameWithoutExtension(named)}.yaml";
            if (BuiltInQuestions.Names.Contains(named))
            {
                await AddAsync(archive, entry, Text(BuiltInQuestions.Yaml(named)));
            }
            else if (invocation.Placed(named) is var path && File.Exists(path))
            {
                await AddAsync(archive, entry, Text(await File.ReadAllTextAsync(path, interrupt)));
            }
            else
            {
                _missing.Add(new(entry, "The question's file is not there any more."));
            }
        }
    }

    private async Task WriteAnswersAsync(Stream stream, CancellationToken interrupt)
    {
        var names = await store.QuestionNamesAsync(interrupt);
        await using var text = new StreamWriter(stream, Utf8, leaveOpen: true);
        using var writer = AnswerFile.WriteTo(text, store.Keys);
        await foreach (var answer in store.ReadAllAsync(null, interrupt).Where(answer => answer.Job == job.Id))
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
        entry.LastWriteTime = job.UpdatedAt.Year < 1980 ? new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero) : job.UpdatedAt;
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
