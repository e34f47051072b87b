using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadScout.Files;
using LeadScout.Files.Disk;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Lists;

/// <summary>The uploaded lists, each in a folder of its own: the file as it came, and what is known about it. Thread-safe.</summary>
internal sealed class ListStore(ServerWorkspace workspace, ServerOptions options)
{
    private readonly string _folder = Path.Join(workspace.Folder, "lists");
    private readonly ConcurrentDictionary<string, (DateTime Written, StoredList List)> _read = []; // by record
    private int _uploads;

    /// <summary>Takes in a list: streamed to disk, then read to its end once. Nothing stays of one that is refused.</summary>
    /// <param name="name">The file's name, without a folder.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="reading">How to read it; null to find out.</param>
    /// <param name="cancellation">Ends the upload.</param>
    /// <exception cref="RefusedException">The name or the size is not allowed.</exception>
    /// <exception cref="BadInputException">It can't be read as a list.</exception>
    public async Task<StoredList> SaveAsync(
        string name, Stream content, LeadFileOptions? reading = null, CancellationToken cancellation = default)
    {
        ListName.Check(name, reading?.Format is not null);
        var incoming = Path.Join(_folder, $"incoming-{Environment.ProcessId}-{Interlocked.Increment(ref _uploads)}");
        DataFolder.MakeClosed(_folder);
        DataFolder.MakeClosed(incoming);
        try
        {
            var file = Path.Join(incoming, name);
            var (hash, bytes) = await ReceiveAsync(file, content, cancellation);
            reading ??= new LeadFileOptions();
            var read = new ListCheck(options.Uploads, options.Clock).Read(file, name, reading, cancellation);
            var list = new StoredList(
                IdOf(hash, name, reading), name, read.Columns, read.Rows, bytes, reading.Sheet, reading.Encoding, options.Clock.GetUtcNow())
            {
                Delimiter = reading.Delimiter?.ToString(),
                Quote = reading.Quote is '\0' ? "none" : reading.Quote?.ToString(),
                HeaderRow = reading.HeaderRow,
                InputFormat = reading.Format,
                Layout = read.Layout,
                Findings = read.Findings,
                Dialect = read.Dialect,
                Notes = read.Notes,
            };
            await DataFolder.WriteClosedAsync(Path.Join(incoming, ListRecord.FileName), ListRecord.Text(list), cancellation);
            list = Keep(incoming, list);
            await workspace.Files.PublishAsync($"lists/{list.Id}/", cancellation);
            return list;
        }
        finally
        {
            if (Directory.Exists(incoming))
            {
                Directory.Delete(incoming, recursive: true);
            }
        }
    }

    /// <summary>Takes in a list once more, read in another way: another list of the same name.</summary>
    /// <param name="id">The list.</param>
    /// <param name="reading">How to read it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">There is no such list.</exception>
    /// <exception cref="BadInputException">It can't be read so.</exception>
    public async Task<StoredList> ReadAgainAsync(string id, LeadFileOptions reading, CancellationToken cancellation = default)
    {
        var list = Find(id);
        await workspace.Files.FetchAsync($"lists/{list.Id}/", cancellation);
        await using var file = File.OpenRead(Path.Join(workspace.Folder, PathOf(list)));
        return await SaveAsync(list.Name, file, reading, cancellation);
    }

    /// <summary>All lists that can be used, newest first.</summary>
    public IReadOnlyList<StoredList> All() => Read().Known;

    /// <summary>The same, and those whose record is broken.</summary>
    public (IReadOnlyList<StoredList> Known, IReadOnlyList<BrokenList> Broken) Read()
    {
        workspace.Files.Fetch("lists/", ListRecord.FileName);
        var all = (Directory.Exists(_folder) ? Directory.EnumerateDirectories(_folder) : []).Where(folder => IsId(Path.GetFileName(folder)))
            .Select(ReadOnce).ToArray();
        return (
            [.. all.Select(one => one.Known).OfType<StoredList>().OrderByDescending(list => list.At).ThenBy(list => list.Id, StringComparer.Ordinal)],
            [.. all.Select(one => one.Broken).OfType<BrokenList>().OrderBy(list => list.Id, StringComparer.Ordinal)]);
    }

    /// <summary>A list.</summary>
    /// <exception cref="RefusedException">There is none of this id, or its record is broken.</exception>
    public StoredList Find(string id) => Fetched(id) switch
    {
        (Known: { } list, _) => list,
        (_, Broken: { } broken) => throw new RefusedException(
            "list-broken", 409, $"The list {id}{(broken.Name is null ? "" : $", {broken.Name},")} can't be used: {broken.Problem} {broken.ToDo} Or delete it: DELETE /api/v1/lists/{id}."),
        _ => throw new RefusedException("list-not-found", 404, $"There is no list '{id}'. Upload it first; the lists that there are: GET /api/v1/lists."),
    };

    /// <summary>The first rows of a list.</summary>
    /// <exception cref="RefusedException">There is no such list.</exception>
    public ListPreview Preview(string id, int rows = 10)
    {
        var list = Find(id);
        using var reader = Open(list).Open();
        var preview = new List<string[]>();
        while (preview.Count < rows && reader.Read())
        {
            preview.Add([.. list.Columns.Select((_, column) => reader.Value(column).ToString())]);
        }

        return new ListPreview(list, preview);
    }

    /// <summary>The list as a job names it: from the data folder.</summary>
    public static string PathOf(StoredList list) => $"lists/{list.Id}/{list.Name}";

    /// <summary>Opens a list for reading.</summary>
    public LeadFile Open(StoredList list)
    {
        Fetch(list);
        return LeadFiles.At(Path.Join(workspace.Folder, PathOf(list)), options: list.Reading) with { Name = list.Name };
    }

    /// <summary>Brings a list's content to this node, where another has it.</summary>
    public void Fetch(StoredList list) => workspace.Files.Fetch($"lists/{list.Id}/");

    /// <summary>Deletes a list for good, a broken one too. Jobs over it keep their results, and can't go on.</summary>
    /// <returns>Its name, the id where a broken record says none.</returns>
    /// <exception cref="RefusedException">There is none of this id.</exception>
    public string Delete(string id)
    {
        var name = Fetched(id).Broken is { } broken ? broken.Name ?? id : Find(id).Name;
        var place = Path.Join(_folder, id);
        workspace.Files.DeleteAsync($"lists/{id}/", CancellationToken.None).GetAwaiter().GetResult();
        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
            DataFolder.KeepNames(_folder);
        }

        return name;
    }

    private static bool IsId(string id) => id.Length == 16 && id.All(char.IsAsciiHexDigitLower);

    private static string IdOf(byte[] hash, string name, LeadFileOptions reading)
    {
        var more = reading with { Sheet = null, Encoding = null } == new LeadFileOptions() ? "" : string.Create(CultureInfo.InvariantCulture, $"\0{reading.Delimiter}\0{reading.Quote}\0{reading.HeaderRow}{(reading.Format is null ? "" : "\0" + reading.Format)}");
        return Convert.ToHexStringLower(
            SHA256.HashData([.. hash, .. Encoding.UTF8.GetBytes($"{name}\0{reading.Sheet}\0{reading.Encoding}{more}")]))[..16];
    }

    private (StoredList? Known, BrokenList? Broken) Fetched(string id)
    {
        if (!IsId(id))
        {
            return (null, null);
        }

        workspace.Files.Fetch($"lists/{id}/{ListRecord.FileName}");
        return ReadOnce(Path.Join(_folder, id));
    }

    private (StoredList? Known, BrokenList? Broken) ReadOnce(string folder)
    {
        if (ListRecord.PathIn(folder) is not { } record)
        {
            return (null, null);
        }

        var written = File.GetLastWriteTimeUtc(record);
        if (_read.TryGetValue(record, out var read) && read.Written == written)
        {
            return (read.List, null);
        }

        var now = ListRecord.Read(record);
        if (now.Known is { } list)
        {
            _read[record] = (written, list);
        }

        return now;
    }

    private StoredList Keep(string incoming, StoredList list)
    {
        var place = Path.Join(_folder, list.Id);
        DataFolder.KeepNames(incoming);
        switch (ReadOnce(place))
        {
            case (Known: { } known, _):
                list = known;
                break;
            case (_, Broken: not null):
                Mend(incoming, place);
                break;
            default:
                list = Move(incoming, place) ? list : Find(list.Id);
                break;
        }

        DataFolder.KeepNames(_folder, workspace.Folder); // also where another put it there: he may not have come so far yet
        return list;
    }

    // Of two who upload the same list at once the second finds what the first has put there.
    private static bool Move(string incoming, string place)
    {
        try
        {
            Directory.Move(incoming, place);
            return true;
        }
        catch (IOException) when (ListRecord.PathIn(place) is not null)
        {
            return false;
        }
    }

    // Each file takes the place of the damaged one at once: a job may be reading the list. The record comes last: with it the list counts as whole.
    private static void Mend(string incoming, string place)
    {
        foreach (var file in Directory.EnumerateFiles(incoming).OrderBy(file => Path.GetFileName(file) == ListRecord.FileName))
        {
            Durable.Rename(file, Path.Join(place, Path.GetFileName(file)));
        }
    }

    private async Task<(byte[] Hash, long Bytes)> ReceiveAsync(string file, Stream content, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = DataFolder.OpenClosed(file, FileMode.CreateNew);
        var buffer = new byte[64 * 1024];
        var bytes = 0L;
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
        {
            bytes += read;
            if (bytes > options.Uploads.Bytes)
            {
                throw new RefusedException(
                    "list-too-large",
                    413,
                    $"The list is larger than {options.Uploads.Bytes >> 20} MB, the most that this server takes. Divide it, or raise the server's --max-upload.");
            }

            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        Durable.Sync(target); // who is told that we have it may delete his own
        return (hash.GetHashAndReset(), bytes);
    }
}
