using System.Security.Claims;
using LeadScout.Server;
using LeadScout.Server.Access;
using LeadScout.Server.Dashboard.Shell;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using Microsoft.AspNetCore.Components.Authorization;
using Xunit;

namespace LeadScout.Dashboard.Tests;

/// <summary>A page that is open is no licence: each entry asks who may.</summary>
public sealed class VisitorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-visitor-");
    private readonly ServerOptions _options;
    private readonly ServerWorkspace _workspace;
    private readonly KeyRing _keys;

    public VisitorTests()
    {
        _options =
            new ServerOptions { Database = Path.Combine(_folder.FullName, "leadscout.db"), DataFolder = _folder.FullName, Environment = _ => null };
        _workspace = new ServerWorkspace(_options);
        _keys = new KeyRing(_workspace, _options);
    }

    [Theory]
    [InlineData(Scope.Read, Scope.Label)]
    [InlineData(Scope.Read, Scope.Admin)]
    [InlineData(Scope.Label, Scope.Admin)]
    public async Task Who_may_less_is_refused(Scope has, Scope wanted)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => VisitorOf(new Caller("Ada", null, has)).RequireAsync(wanted));

        Assert.Equal("scope-missing", refused.Code);
    }

    [Theory]
    [InlineData(Scope.Label, Scope.Read)]
    [InlineData(Scope.Label, Scope.Label)]
    [InlineData(Scope.Admin, Scope.Label)]
    public async Task Who_may_as_much_or_more_is_let_through(Scope has, Scope wanted) =>
        Assert.Equal("Ada", (await VisitorOf(new Caller("Ada", null, has)).RequireAsync(wanted)).Name);

    [Fact]
    public async Task Whose_key_has_ended_since_is_refused()
    {
        var (key, _) = _keys.Add("laptop", Scope.Admin, null, null, null);
        var visitor = VisitorOf(new Caller("laptop", key.Id, Scope.Admin));
        await visitor.RequireAsync(Scope.Admin);

        _keys.Revoke(key.Id);

        Assert.Equal("key-ended", (await Assert.ThrowsAsync<RefusedException>(() => visitor.RequireAsync(Scope.Read))).Code);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Delete(recursive: true);
    }

    private Visitor VisitorOf(Caller caller) =>
        new(new SignedIn(caller.Principal("test")), _keys, new KeySpending(_workspace, _keys), new ActivityLog(_workspace, _options));

    private sealed class SignedIn(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
