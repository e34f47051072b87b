using System.Globalization;
using LeadScout.Files.Disk;
using LeadScout.Messages;
using LeadScout.Questions;
using Microsoft.Win32.SafeHandles;

namespace LeadScout.Sqlite.Disk;

/// <summary>
/// A database's file as one store holds it. One writer at a time, whatever names lead to the file: the lock is on the file itself. The
/// handle behind it
/// is shared by all stores of the process and closed after the last: closing any handle on a file drops the locks that SQLite has on it
/// here.
/// Thread-safe.
/// </summary>
internal sealed class DatabaseFile : IDisposable
{
    private const string EarlierLock = ".lock";
    private const int LongestProcessId = 20; // characters

    private static readonly Lock Gate = new();
    private static readonly Dictionary<FileIdentity, OpenFile> OpenFiles = [];

    private readonly OpenFile _file;
    private readonly string _named;
    private readonly bool _isWriter;
    private FileIdentity? _log;
    private bool _isDisposed;

    private DatabaseFile(OpenFile file, string named, string path, bool isWriter)
    {
        (_file, _named, _isWriter, Path) = (file, named, isWriter, path);
        file.Users++;
    }

    /// <summary>The full path without links, under which SQLite opens it and keeps its log beside it.</summary>
    public string Path { get; }

    /// <summary>Whether a store writes to it, here or in another process, by the system's word: one that was killed does not.</summary>
    public bool HasWriter
    {
        get
        {
            lock (Gate)
            {
                return _file.Writer || FileLock.Holder(_file.Handle) is not null || IsHeldByEarlierVersion(Path);
            }
        }
    }

    /// <summary>Opens it for this store alone to write; makes it, for its owner alone, when it is missing.</summary>
    /// <exception cref="BadInputException">Another store writes to it.</exception>
    /// <exception cref="IOException">It can't be opened or locked.</exception>
    public static DatabaseFile OpenWriter(string path)
    {
        lock (Gate)
        {
            var real = RealPath.Of(path);
            Make(real);
            var file = OpenFiles.GetValueOrDefault(IdentityOf(path, real)) ?? Opened(path, real, toWrite: true);
            if (file.Writer)
            {
                throw InUse(path, Environment.ProcessId);
            }

            if (!file.ToWrite)
            {
                file.Add(DatabaseHandle.Open(real, toWrite: true), toWrite: true);
            }

            if (!FileLock.Take(file.Handle))
            {
                var holder = FileLock.Holder(file.Handle);
                file.CloseUnused(OpenFiles);
                throw InUse(path, holder ?? 0);
            }

            file.Writer = true;
            var writer = new DatabaseFile(file, System.IO.Path.GetFullPath(path), real, isWriter: true);
            if (IsHeldByEarlierVersion(real))
            {
                writer.Dispose();
                throw InUse(path, 0);
            }

            return writer;
        }
    }

    /// <summary>Opens it to read.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static DatabaseFile OpenReader(string path)
    {
        lock (Gate)
        {
            var real = RealPath.Of(path);
            var file = OpenFiles.GetValueOrDefault(IdentityOf(path, real)) ?? Opened(path, real, toWrite: false);
            return new DatabaseFile(file, System.IO.Path.GetFullPath(path), real, isWriter: false);
        }
    }

    /// <summary>Whether file and write-ahead log are still those that were opened: neither deleted nor renamed nor replaced.</summary>
    public bool IsInPlace()
    {
        var log = FileIdentity.Of(Path + "-wal");
        _log ??= log;
        return FileIdentity.Of(_named) == _file.Identity && log == _log;
    }

    /// <summary>
    /// Once the database is away and what it held is safe elsewhere: takes its log away, too. SQLite would play it into whatever file
    /// gets the name next.
    /// </summary>
    public void DropLog()
    {
        if (FileIdentity.Of(_named) != _file.Identity && FileIdentity.Of(Path + "-wal") is { } log && log == _log)
        {
            File.Delete(Path + "-wal");
            File.Delete(Path + "-shm");
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            if (_isWriter)
            {
                FileLock.Release(_file.Handle);
                _file.Writer = false;
            }

            _file.Users--;
            _file.CloseUnused(OpenFiles);
        }
    }

    private static BadInputException InUse(string path, int process) => new(
        "store-in-use",
        $"{path} is in use by another LeadScout ({(process > 0 ? $"process {process}" : "its process is not known")}). Wait for it, or use {Setting.Store} with another file.");

    private static FileIdentity IdentityOf(string path, string real) =>
        FileIdentity.Of(real) ?? throw new FileNotFoundException($"{path} can't be looked at.");

    private static OpenFile Opened(string path, string real, bool toWrite)
    {
        var handle = DatabaseHandle.Open(real, toWrite);
        var identity = NativeFile.Find(handle)?.Identity ?? throw new IOException($"The system does not say which file {path} is.");
        var file = new OpenFile(identity);
        file.Add(handle, toWrite);
        return OpenFiles[identity] = file;
    }

    private static void Make(string real)
    {
        if (File.Exists(real))
        {
            return;
        }

        var options =
            new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it holds personal data; SQLite makes its log alike
        }

        new FileStream(real, options).Dispose();
    }

    /// <summary>
    /// Earlier versions locked a file beside the database, which held their process id. Only looked at: it may be anybody's, and they may
    /// run beside us.
    /// </summary>
    private static bool IsHeldByEarlierVersion(string real)
    {
        var path = real + EarlierLock;
        if (new FileInfo(path) is not { Exists: true, Length: > 0 and <= LongestProcessId, LinkTarget: null })
        {
            return false;
        }

        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>A file that this process has open, and for how many stores.</summary>
    private sealed class OpenFile(FileIdentity identity)
    {
        private readonly List<SafeFileHandle> _handles = [];

        public FileIdentity Identity => identity;

        public SafeFileHandle Handle => _handles[^1];

        public bool ToWrite { get; private set; }

        public bool Writer { get; set; }

        public int Users { get; set; }

        public void Add(SafeFileHandle handle, bool toWrite)
        {
            _handles.Add(handle);
            ToWrite = toWrite;
        }

        public void CloseUnused(Dictionary<FileIdentity, OpenFile> open)
        {
            if (Users == 0)
            {
                _handles.ForEach(handle => handle.Dispose());
                open.Remove(identity);
            }
        }
    }
}
