using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using LeadScout.Questions;

namespace LeadScout.Files.AddOns;

/// <summary>
/// A part of LeadScout that is installed by those who want it: a folder with an assembly and its own libraries. Loaded when it is asked for
/// and never otherwise.
/// </summary>
public static class AddOn
{
    /// <summary>Why what loads one is refused where a program is trimmed.</summary>
    public const string Untrimmed = "An add-on refers to what a trimmed program lacks.";

    /// <summary>Whether add-ons can be loaded: false in a trimmed program, which lacks what nothing in it refers to.</summary>
    [FeatureSwitchDefinition("LeadScout.Files.AddOns")]
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    [SuppressMessage("Trimming", "IL4000", Justification = "The trimmer itself takes what guards untrimmed code for false.")]
    public static bool AreSupported => !AppContext.TryGetSwitch("LeadScout.Files.AddOns", out bool supported) || supported;

    /// <summary>The environment variable that names the folder of all add-ons.</summary>
    public const string Variable = "LEADSCOUT_ADDONS";

    /// <summary>The folder of all add-ons, in which each has its own: the one that <see cref="Variable"/> names, or that beside the program.</summary>
    public static string Root =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Path.Join(AppContext.BaseDirectory, "addons");

    /// <summary>Loads an add-on from its folder.</summary>
    /// <param name="needs">What needs it, as the beginning of a sentence.</param>
    /// <param name="root">The folder of all add-ons.</param>
    /// <param name="folder">The add-on's own folder in it.</param>
    /// <param name="project">Its project, which its assembly is called after.</param>
    /// <exception cref="BadInputException">It is not installed, or can't be loaded.</exception>
    [RequiresUnreferencedCode(Untrimmed)]
    public static T Find<T>(string needs, string root, string folder, string project)
        where T : class
    {
        var file = Path.Join(Path.GetFullPath(root), folder, project + ".dll");
        return File.Exists(file) ? Load<T>(file) : throw new BadInputException(
            $"{needs} an add-on, which is not installed: there is no '{file}'. Build it from LeadScout's sources with "
            + $"'dotnet publish src/{project} -c Release -o {Path.GetDirectoryName(file)}', or name the folder that holds '{folder}' in {Variable}.");
    }

    /// <summary>Loads the one type of an assembly that is a <typeparamref name="T"/>, and makes one.</summary>
    /// <param name="file">The assembly, which is there.</param>
    /// <exception cref="BadInputException">It can't be loaded.</exception>
    [RequiresUnreferencedCode(Untrimmed)]
    public static T Load<T>(string file)
        where T : class
    {
        try
        {
            var type = new Context(file).LoadFromAssemblyPath(file).GetExportedTypes().Single(type => type.IsAssignableTo(typeof(T)));
            return (T)Activator.CreateInstance(type)!;
        }
        catch (Exception e) when (
            e is BadImageFormatException or FileLoadException or InvalidOperationException or TypeLoadException or FileNotFoundException or ReflectionTypeLoadException)
        {
            throw new BadInputException(
                $"The add-on '{file}' does not fit this LeadScout: {e.Message} Build it anew from the same sources.", e);
        }
    }

    /// <summary>An add-on's own libraries come from its folder, all that it shares with LeadScout from LeadScout.</summary>
    [RequiresUnreferencedCode(Untrimmed)]
    private sealed class Context(string file) : AssemblyLoadContext(file)
    {
        private readonly AssemblyDependencyResolver _resolver = new(file);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name?.StartsWith("LeadScout", StringComparison.Ordinal) == true ? null
            : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

        protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }
}
