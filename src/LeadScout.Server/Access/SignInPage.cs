using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace LeadScout.Server.Access;

/// <summary>The pages around signing in. They stand outside the dashboard, which is for those who have.</summary>
internal static class SignInPage
{
    /// <summary>Where a person gives a key.</summary>
    public static string Html(AntiforgeryTokenSet tokens, bool wrong) => Page("Sign in", $$"""
        <form method="post" action="{{SignIn.Path}}">
        <label for="key">Your key</label>
        <input id="key" name="key" type="password" required autofocus autocomplete="current-password">
        <input type="hidden" name="{{HtmlEncoder.Default.Encode(tokens.FormFieldName)}}" value="{{HtmlEncoder.Default.Encode(tokens.RequestToken ?? "")}}">
        {{(wrong ? "<p role=\"alert\">This key is not known, or has ended. Ask whoever runs the server for another.</p>" : "")}}
        <button type="submit">Sign in</button>
        </form>
        """);

    /// <summary>What became of a sign-in, and the way back.</summary>
    public static string Notice(string title, string text) => Page(title, $"""
        <p role="status"><strong>{HtmlEncoder.Default.Encode(title)}</strong> {HtmlEncoder.Default.Encode(text)}</p>
        <p><a href=".{SignIn.Path}">Sign in</a></p>
        """);

    private static string Page(string title, string body) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{HtmlEncoder.Default.Encode(title.TrimEnd('.'))}} – LeadScout</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 15vh auto 0; padding: 0 1rem; }
        input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem; margin-top: .5rem; }
        </style>
        </head>
        <body>
        <main>
        <h1>LeadScout</h1>
        {{body}}
        </main>
        </body>
        </html>
        """;
}
