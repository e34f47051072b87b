using System.Net;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>A damaged file among the keys that sign cookies takes no page away.</summary>
public sealed class CookieKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("<?xml version=\"1.0\"?><key id=")]
    [InlineData("\0\u0001 no xml")]
    public async Task Pages_are_there_beside_it_and_the_keys_of_others_stay_good(string content)
    {
        using var folder = new Folder();
        await using (var trial = await ServerTrial.StartAsync(folder: folder, keepsFolder: true))
        {
            await HomeAsync(trial);
        }

        var whole = Assert.Single(Directory.GetFiles(folder["data/cookie-keys"]));
        await File.WriteAllTextAsync(folder["data/cookie-keys/key-damaged.xml"], content, ServerTrial.Gone);
        File.CreateSymbolicLink(folder["data/cookie-keys/key-gone.xml"], folder["nowhere"]);

        await using var again = await ServerTrial.StartAsync(folder: folder, keepsFolder: true);
        await HomeAsync(again);

        Assert.Equal([whole], Directory.GetFiles(folder["data/cookie-keys"], "*-*-*.xml")); // no new key was needed
    }

    private static async Task HomeAsync(ServerTrial trial)
    {
        using var page = await trial.Client.GetAsync("/", ServerTrial.Gone);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("LeadScout", await page.Content.ReadAsStringAsync(ServerTrial.Gone), StringComparison.Ordinal);
    }
}
