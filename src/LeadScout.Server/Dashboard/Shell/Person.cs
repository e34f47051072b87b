using Microsoft.AspNetCore.Components.Authorization;

namespace LeadScout.Server.Dashboard.Shell;

/// <summary>Whose words a page takes down: who signed in, or else the user of the machine that the server runs on.</summary>
public sealed class Person(AuthenticationStateProvider authentication)
{
    /// <summary>The name that answers, verdicts and jobs are filed under.</summary>
    public async Task<string> NameAsync() =>
        (await authentication.GetAuthenticationStateAsync()).User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : Environment.UserName;
}
