using LeadScout.Application.Samples;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Questions;
using LeadScout.Sqlite;

namespace LeadScout.Cli.Demo;

/// <summary>Where a demo puts its files. Each begins anew, but only over what an earlier one left: nobody's own list or database.</summary>
internal sealed class DemoFolder : IDisposable
{
    public const string Result = "leads.labelled.csv";
    public const string Curve = "learning-curve.svg";
    public const string Teacher = "recorded:" + SampleList.AnswersName;

    /// <summary>Who corrects an answer in the demo.</summary>
    public const string Person = "leadscout demo";

    private const string LockName = "demo.lock";
    private const int MostTries = 20;

    private const int InUseOnLinux = 11; // EWOULDBLOCK
    private const int InUseOnMac = 35; // likewise
    private const int InUseOnWindows = unchecked((int)0x8007_0020); // ERROR_SHARING_VIOLATION

    private static readonly string[] Samples = [SampleList.ListName, SampleList.AnswersName];
    private static readonly string[] Results = [Result, Curve];

    // Held for as long as the demo works there: whoever comes meanwhile would delete its database.
    private readonly FileStream _lock;

    private DemoFolder(string location, FileStream held) => (Location, _lock) = (location, held);

    /// <summary>The folder as it was asked for.</summary>
    public string Location { get; }

    /// <summary>
    /// Goes, as <see cref="Enter"/> does, to a folder of the demo's own among the temporary files. Where an older version or somebody else has left
    /// something there, or another demo is at work, to one beside it.
    /// </summary>
    /// <returns>The folder, this demo's until it is disposed of.</returns>
    /// <exception cref="BadInputException">None of them can be used.</exception>
    public static DemoFolder EnterOne(string temporary)
    {
        for (var number = 1; ; number++)
        {
            var folder = Path.Combine(temporary, number == 1 ? "leadscout-demo" : $"leadscout-demo-{number}");
            try
            {
                return Enter(folder);
            }
            catch (BadInputException) when (number < MostTries && Directory.Exists(folder))
            {
                // the next one
            }
        }
    }

    /// <summary>Goes to the folder, with the sample in it and nothing of an earlier demo.</summary>
    /// <returns>The folder, this demo's until it is disposed of.</returns>
    /// <exception cref="BadInputException">It can't be written to, holds what is not a demo's, or another demo is at work there.</exception>
    public static DemoFolder Enter(string folder)
    {
        try
        {
            Environment.CurrentDirectory = Directory.CreateDirectory(folder).FullName;
            RefuseLinks(folder);
            var isNew = !File.Exists(LockName);
            var entered = new DemoFolder(folder, Lock(folder));
            try
            {
                Prepare(folder);
                return entered;
            }
            catch
            {
                entered.Leave(isNew);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(
                $"The demo can't write to {folder}: {e.Message} Give another folder: leadscout demo --folder my-demo", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(LockName, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is InUseOnLinux or InUseOnMac or InUseOnWindows)
        {
            throw new BadInputException(
                $"Another demo is at work in {folder}. Wait for its end, or give another folder: leadscout demo --folder my-demo", e);
        }
    }

    /// <summary>Goes away from what is not a demo's, and leaves nothing there.</summary>
    private void Leave(bool isNew)
    {
        if (isNew)
        {
            File.Delete(LockName);
        }

        Dispose();
    }

    private static void Prepare(string folder)
    {
        RefuseStrangers(folder);
        foreach (var left in Directory.EnumerateFiles(".", CommonOptions.DefaultDatabase + "*"))
        {
            File.Delete(left); // each demo starts from nothing, so that it shows the same
        }

        foreach (var name in Samples)
        {
            using var sample = SampleList.Open(name);
            using var file = File.Create(name);
            sample.CopyTo(file);
        }
    }

    private static void RefuseLinks(string folder)
    {
        if (Samples.Concat(Results).Append(CommonOptions.DefaultDatabase).Append(LockName).FirstOrDefault(name => new FileInfo(name).LinkTarget is not null) is { } link)
        {
            throw new BadInputException(
                $"{link} in {folder} is a link, and the demo would overwrite where it leads. Give another folder: leadscout demo --folder my-demo");
        }
    }

    private static void RefuseStrangers(string folder)
    {
        var isDemos = Samples.All(name => File.Exists(name) && IsSample(name));
        var strangers = Samples.Where(name => File.Exists(name) && !IsSample(name))
            .Concat(
                isDemos ? [] : Directory.EnumerateFiles(".", CommonOptions.DefaultDatabase + "*").Concat(Results).Where(File.Exists).Select(name => Path.GetFileName(name)));
        if (strangers.FirstOrDefault() is { } stranger)
        {
            throw new BadInputException(
                $"The demo would overwrite {stranger} in {folder}, which no demo of this version has made. Give another folder: leadscout demo --folder my-demo");
        }

        // What was paid for since.
        if (File.Exists(CommonOptions.DefaultDatabase) && HoldsMoreThanADemo())
        {
            throw new BadInputException(
                $"{CommonOptions.DefaultDatabase} in {folder} holds more than the demo's answers, which the demo would delete. Give another folder: leadscout demo --folder my-demo");
        }
    }

    private static bool HoldsMoreThanADemo()
    {
        try
        {
            using var store = SqliteStore.OpenRead(CommonOptions.DefaultDatabase);
            return store.ReadAllAsync(null).ToBlockingEnumerable().Any(answer => answer.By is not (Teacher or Person));
        }
        catch (BadInputException)
        {
            return new FileInfo(CommonOptions.DefaultDatabase).Length > 0; // nobody can say
        }
    }

    private static bool IsSample(string name)
    {
        using var resource = SampleList.Open(name);
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return new FileInfo(name).Length == bytes.Length
            && File.ReadAllBytes(name).AsSpan().SequenceEqual(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
