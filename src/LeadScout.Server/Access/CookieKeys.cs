using System.Xml;
using System.Xml.Linq;
using LeadScout.Files.Disk;
using LeadScout.Server.Workspaces;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Access;

/// <summary>
/// The keys that sign the dashboard's cookies, the same on all nodes: whoever has signed in on one is known on all. A file of them that is
/// damaged takes nothing with it but the cookies that it signed: whoever has one signs in again. Thread-safe.
/// </summary>
internal sealed partial class CookieKeys(ServerWorkspace workspace, ILogger<CookieKeys> log) : IXmlRepository
{
    private readonly string _folder = Path.Join(workspace.Folder, DataFolder.CookieKeys);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        workspace.Files.Fetch(DataFolder.CookieKeys + '/');
        return [.. Directory.EnumerateFiles(_folder, "*.xml").Order(StringComparer.Ordinal).Select(Read).OfType<XElement>()];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        // As in key-1f6c..., of which no two are the same.
        var name = $"{Path.GetFileName(friendlyName)}.xml";
        var temporary = Path.Join(_folder, name + ".tmp");
        using (var file = DataFolder.OpenClosed(temporary, FileMode.Create))
        {
            element.Save(file);
            Durable.Sync(file);
        }

        Durable.Rename(temporary, Path.Join(_folder, name));
        workspace.Files.Publish($"{DataFolder.CookieKeys}/{name}");
    }

    private XElement? Read(string path)
    {
        try
        {
            return XElement.Load(path);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            PassedOver(log, Path.GetFileName(path), e.Message);
            return null;
        }
    }

    [LoggerMessage(42, LogLevel.Warning, "The file {File} among the keys that sign cookies can't be used and is passed over: {Why} Who signed in by it signs in again; delete it.")]
    private static partial void PassedOver(ILogger log, string file, string why);
}
