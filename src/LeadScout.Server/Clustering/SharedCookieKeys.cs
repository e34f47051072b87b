using System.Xml.Linq;
using LeadScout.Server.Workspaces;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace LeadScout.Server.Clustering;

/// <summary>
/// The keys that sign the dashboard's cookies, the same on all nodes: whoever has signed in on one is known on all. Thread-safe.
/// </summary>
internal sealed class SharedCookieKeys(ServerWorkspace workspace) : IXmlRepository
{
    private readonly string _folder = Path.Join(workspace.Folder, DataFolder.CookieKeys);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        workspace.Files.Fetch(DataFolder.CookieKeys + '/');
        return [.. Directory.EnumerateFiles(_folder, "*.xml").Order(StringComparer.Ordinal).Select(file => XElement.Load(file))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        // As in key-1f6c..., of which no two are the same.
        var name = $"{Path.GetFileName(friendlyName)}.xml";
        using (var file = DataFolder.OpenClosed(Path.Join(_folder, name), FileMode.Create))
        {
            element.Save(file);
        }

        workspace.Files.Publish($"{DataFolder.CookieKeys}/{name}");
    }
}
