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
