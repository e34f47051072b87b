using System.Reflection;

namespace LeadScout.Cli;

/// <summary>The version of the product.</summary>
internal static class ProductVersion
{
    /// <summary>As in <c>0.1.0</c>.</summary>
    public static string Text =>
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
