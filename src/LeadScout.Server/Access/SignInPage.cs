using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace LeadScout.Server.Access;

/// <summary>The pages around signing in. They stand outside the dashboard, which is for those who have, and look like it.</summary>
internal static class SignInPage
{
    /// <summary>Where a person gives a key.</summary>
    /// <param name="http">The request; where it wanted to go is kept.</param>
    /// <param name="tokens">Against forms of other sites.</param>
    /// <param name="wrong">Whether the key that was given is none.</param>
    public static string Html(HttpContext http, AntiforgeryTokenSet tokens, bool wrong) => Page(http, "Sign in", $$"""
        <form class="panel" method="post" action="{{Encoded(http.Request.PathBase + SignIn.Path + WayBack.QueryOf(http))}}">
        <h1>Sign in</h1>
        <p class="quiet">This server asks for a key. Whoever runs it makes one with <code>leadscout serve keys add</code>.</p>
        <div class="field">
        <label for="key">Your key</label>
        <input class="input" id="key" name="key" type="password" required autofocus autocomplete="current-password"{{(wrong ? " aria-invalid=\"true\" aria-describedby=\"wrong\"" : "")}}>
        {{(wrong ? "<p class=\"field-fault\" id=\"wrong\" role=\"alert\">This key is not known, or has ended. Ask whoever runs the server for another.</p>" : "")}}
        </div>
        <input type="hidden" name="{{Encoded(tokens.FormFieldName)}}" value="{{Encoded(tokens.RequestToken ?? "")}}">
        <button class="button" type="submit">Sign in</button>
        </form>
        """);

    /// <summary>What became of a sign-in, and the way back.</summary>
    public static string Notice(HttpContext http, string title, string text) => Page(http, title, $"""
        <div class="notice">
        <p role="status"><strong>{Encoded(title)}</strong> {Encoded(text)}</p>
        <p><a href="{Encoded(http.Request.PathBase + SignIn.Path)}">Sign in</a></p>
        </div>
        """);

    /// <summary>What a shared link opens first: its script hands the key over.</summary>
    public static string Shared(HttpContext http) => Page(http, "Shared with you", $"""
        <form class="panel" id="shared" method="post">
        <h1>Shared with you</h1>
        <p class="quiet">Opening the page …</p>
        <p class="field-fault" id="incomplete" hidden>This link is not complete: what stands behind its # is missing. Ask for it once more.</p>
        <input type="hidden" name="key">
        <noscript><p class="field-fault">The dashboard needs JavaScript.</p></noscript>
        </form>
        <script src="{Asset(http, "shared.js")}"></script>
        """);

    private static string Page(HttpContext http, string title, string body) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{Encoded(title.TrimEnd('.'))}} – LeadScout</title>
        <link rel="icon" type="image/svg+xml" href="{{Asset(http, "mark.svg")}}">
        <link rel="stylesheet" href="{{Asset(http, "dashboard.css")}}">
        <script src="{{Asset(http, "look.js")}}"></script>
        </head>
        <body>
        <main class="entrance">
        <p class="brand"><img src="{{Asset(http, "mark.svg")}}" alt="" width="28" height="28"><span>LeadScout</span></p>
        {{body}}
        </main>
        </body>
        </html>
        """;

    private static string Asset(HttpContext http, string name) => Encoded($"{http.Request.PathBase}/_content/LeadScout.Server/{name}");

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
