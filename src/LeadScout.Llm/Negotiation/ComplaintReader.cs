using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScout.Llm.Faults;

namespace LeadScout.Llm.Negotiation;

/// <summary>
/// Finds out what a refusal complains of, in any service's words: a parameter that it names and that was sent, the reply's format, the
/// output limit, the system message.
/// </summary>
/// <param name="sent">The body that was refused.</param>
/// <param name="profile">What it was made with.</param>
/// <param name="refusal">What the server said.</param>
/// <param name="pinned">What the user insists on.</param>
internal sealed partial class ComplaintReader(JsonObject sent, RequestProfile profile, Refusal refusal, Pinned pinned)
{
    private static readonly string[] FormatNames =
        ["responseformat", "outputconfig", "outputformat", "format", "jsonschema", "responseschema", "responsejsonschema", "guidedjson", "guideddecoding", "structuredoutputs", "schema", "grammar", "responsemimetype"];

    private readonly string _words = refusal.Words;

    // Without what the server would have taken instead.
    private readonly string _complaint = Hint()
        .Match(refusal.Words) is { Success: true, Index: > 0 } hint ? refusal.Words[..hint.Index] : refusal.Words;

    /// <summary>The complaint; null where nothing in the refusal is recognised.</summary>
    public Complaint? Read() => IsOfAccount(refusal) ? null : ByName() ?? OfSystem() ?? OfValueWanted() ?? ByMention();

    /// <summary>
    /// Whether a refusal is about something that no other way of asking would mend: money, key, model, content, length, rate.
    /// </summary>
    public static bool IsHopeless(Refusal refusal) => IsOfAccount(refusal) || Hopeless().IsMatch(refusal.Words);

    private static bool IsOfAccount(Refusal refusal) => Credit().IsMatch(refusal.Words)
        || FaultWords.CauseOf(refusal.Words) is FaultCause.NoCredit or FaultCause.AccountClosed or FaultCause.PeriodUsedUp or FaultCause.KeyRefused;

    private Complaint? ByName()
    {
        foreach (var name in refusal.Named)
        {
            var plain = Plain(name.Split('.')[0]);
            var complaint = plain switch
            {
                "messages" or "system" => SystemRole().IsMatch(_words + " " + name) ? OfSystem() : null,
                _ when FormatNames.Contains(plain) && OfFormat(isNamed: true) is { } ofFormat => ofFormat,
                _ when IsLimit(plain) => OfLimit(isNamed: true),
                _ => RequestBody.Parameters(sent).FirstOrDefault(path => IsCalled(path, name)) is { } path ? Without(path) : null,
            };
            if (complaint is not null)
            {
                return complaint;
            }
        }

        return null;
    }

    /// <summary>
    /// About what the words mention first: a parameter, the output limit, or the reply's format, which goes by more words than its name.
    /// </summary>
    private Complaint? ByMention()
    {
        var format = RequestBody.FormatPath(sent);
        IEnumerable<(int At, Func<Complaint?> Complaint)> mentions = RequestBody.Parameters(sent)
            .Where(
                path => path != format && !path.StartsWith("output_config.format", StringComparison.Ordinal) && !RequestBody.Limits.Contains(path))
            .Select(path => (MentionOf(path), new Func<Complaint?>(() => Without(path))));
        mentions =
            [.. mentions, (IndexOf(LimitName()), () => OfLimit(isNamed: false)), (IndexOf(FormatWords()), () => OfFormat(isNamed: false))];
        return mentions.Where(mention => mention.At >= 0)
            .OrderBy(mention => mention.At)
            .Select(mention => mention.Complaint())
            .FirstOrDefault(complaint => complaint is not null);

        int IndexOf(Regex words) => words.Match(_complaint) is { Success: true } match ? match.Index : -1;
    }

    private Complaint Without(string path) => new($"'{path}'", profile with { Dropped = profile.Dropped.Add(path) }, pinned.Holds(path));

    private Complaint? OfFormat(bool isNamed)
    {
        if (RequestBody.FormatPath(sent) is null)
        {
            return null;
        }

        var isField = isNamed && Unknown().IsMatch(_words);
        var form = FormatComplaint.Read(
            _words,
            profile,
            sent.ContainsKey("response_format") ? WireForm.OpenAI : RequestBody.IsAnthropic(sent) ? WireForm.Anthropic : WireForm.Ollama,
            isField);
        return form is null ? null : new(form.Value.What, form.Value.Next, pinned.Format);
    }

    private Complaint? OfLimit(bool isNamed)
    {
        if (RequestBody.LimitPath(sent) is not { } path)
        {
            return null;
        }

        var limit = (int)RequestBody.At(sent, path)!;
        if (TooLarge().IsMatch(_words) && Allowed(limit) is { } most)
        {
            return new($"an output limit of {limit.ToString(CultureInfo.InvariantCulture)} tokens", profile with { MostOutput = most });
        }

        return RequestBody.IsAnthropic(sent) || !(isNamed || LimitMeant().IsMatch(_complaint))
            ? null
            : profile.RenamesLimit || path == RequestBody.Limits[2]
                ? new($"'{path}'", profile with { RenamesLimit = false, Dropped = profile.Dropped.Union(RequestBody.Limits) })
                : new($"'{path}'", profile with { RenamesLimit = true });
    }

    /// <summary>
    /// The largest limit that the words allow: what is left of the context, or the largest number in them below the one that was sent.
    /// </summary>
    private int? Allowed(int limit)
    {
        if (Remainder().Match(_words) is { Success: true } left && long.TryParse(left.Groups[1].Value, out var context)
            && long.TryParse(left.Groups[2].Value, out var prompt))
        {
            return context - prompt > 16 ? (int)((context - prompt) * 0.9) : null;
        }

        var numbers = Number()
            .Matches(_words)
            .Select(match => long.TryParse(match.Value.Replace(",", "", StringComparison.Ordinal), out var number) ? number : 0);
        return numbers.Where(number => number >= 16 && number < limit).DefaultIfEmpty(0).Max() is > 0 and var most ? (int)most : null;
    }

    private Complaint? OfSystem() =>
        !profile.FoldsSystem && SystemRole().IsMatch(_words) ? new("a system message", profile with { FoldsSystem = true }) : null;

    private Complaint? OfValueWanted()
    {
        var match = ValueWanted().Match(_words);
        var name = match.Groups["name"].Value.Split('.')[^1];
        var value = match.Groups["value"].Value.ToLowerInvariant();
        return !match.Success
            || !name.Contains('_', StringComparison.Ordinal)
            || Plain(name) is "stream" or "responseformat" or "strict" or "additionalproperties"
            || RequestBody.Limits.Contains(name)
            || profile.Added.ContainsKey(name)
            || pinned.Holds(name)
            ? null
            : new($"requests without '{name}' {value}", profile with { Added = profile.Added.Add(name, value) });
    }

    private int MentionOf(string path)
    {
        var parts = path.Split('.');
        var at = MentionOfName(parts[^1]);
        return at < 0
            && parts.Length > 1
            && parts[0].Contains('_', StringComparison.Ordinal)
            && MentionOfName(parts[0]) is >= 0 and var holder
            ? holder + 1
            : at;
    }

    private int MentionOfName(string name)
    {
        if (name.Length < 3)
        {
            return Regex.Match(_complaint, $"['\"`]{Regex.Escape(name)}['\"`]") is { Success: true } quoted ? quoted.Index : -1;
        }

        var spelt = string.Join("[_ -]?", name.Split('_').Select(Regex.Escape));
        return Regex.Match(
            _complaint,
            $"(?<![A-Za-z0-9_]){spelt}(?![A-Za-z0-9_])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) is { Success: true } match
            ? match.Index
            : -1;
    }

    private static bool IsCalled(string path, string name) =>
        Plain(path) == Plain(name)
            || Plain(path).StartsWith(Plain(name) + '.', StringComparison.Ordinal)
            || Plain(path.Split('.')[^1]) == Plain(name.Split('.')[^1])
            || Plain(path) == Plain(name.Split('.')[0]);

    private static bool IsLimit(string plain) =>
        plain is "maxtokens" or "maxcompletiontokens" or "maxoutputtokens" or "numpredict" or "maxnewtokens";

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    [GeneratedRegex(@"json[_ -]?schema|json[_ -]?object|json[_ -]mode|response[_ -]?format|output[_ -]?(format|config)|response[_ -]?(json[_ -]?)?schema|guided[_ -]?(json|decoding|generation|grammar)|structured[_ -]?(output|generation|decoding|response)|\bschemas?\b|grammar|gbnf|outlines|llguidance|lm-format-enforcer|too many states|\bfsm\b|constrained|additionalProperties|\$ref|\$defs|\benums?\b|regex|logits? processor|word ['""`]?json", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FormatWords();

    [GeneratedRegex(@"max[_ -]?(completion|output|new)?[_ -]?tokens|num_predict|(output|completion) tokens", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LimitName();

    [GeneratedRegex(@"max_?(completion|output|new)?_?tokens|num_predict", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LimitMeant();

    [GeneratedRegex(@"too (large|big|high)|less than|at most|maximum|max(imum)? (allowed|value)|exceed|upper|range|between|greater than|larger than|no more than|limit|\d\s*>\s*\d|<=|zu (groß|hoch)|höchstens|maximal|trop (grand|élevé)|máxim|massim|слишком|максим|范围|過大|超|最大|上限|以下|이하", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TooLarge();

    [GeneratedRegex(@"\d+\s*>\s*(\d+)\s*-\s*(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Remainder();

    [GeneratedRegex(@"(?<![\w.])\d{1,3}(,\d{3})+(?![\w])|(?<![\w.])\d+(?![\w])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"did you mean|(?<![A-Za-z])(?<!not )supported (parameters|fields|arguments|values|options)|(allowed|valid|permitted) (parameters|fields|arguments|options)|(please )?use ['""`]?\w+['""`]? instead", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hint();

    [GeneratedRegex(@"unknown|unrecogni[sz]ed|unsupported|unexpected|extra|not (supported|permitted|allowed|recogni[sz]ed)|cannot find|no such", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"(system|developer)[ _-]?(role|message|prompt|instruction)s?\b.{0,60}(not|isn't|unsupported|disabled)|(not|n't) (support|accept|allow|take)\w*.{0,30}['""`]?(system|developer)\b|roles? must alternate|role.{0,20}must be.{0,30}user|unsupported.{0,20}role|invalid role:? ?['""`]?(system|developer)|(developer|system) instruction is not enabled|messages\.\d+\.role", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SystemRole();

    [GeneratedRegex(@"(?<name>[A-Za-z_][A-Za-z_.]{2,40})['""`]?:? (parameter )?(must|should|has to|needs to) be (set to )?['""`]?(?<value>false|true)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ValueWanted();

    [GeneratedRegex(@"insufficient.{0,20}(quota|credit|balance|fund)|exceeded your current quota|\bcredits?\b|\bbilling\b|\bbalance\b|payment|quota", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credit();

    [GeneratedRegex(@"api[ _-]?key|unauthori[sz]ed|authenticat|permission|access denied|forbidden|\bmodel\b.{0,80}(not found|not exist|does not exist|no such|unknown|invalid|not available|unavailable|deprecated|decommissioned|retired|not loaded|loading)|(unknown|invalid|no such|unsupported) model|model_not_found|not a valid model|no models? loaded|content[ _-]?(policy|filter|management|moderation)|moderation|safety|prohibited|policy violation|flagged|inappropriate|rate limit|too many requests|overloaded|capacity|context[ _-]?(length|window|size)|too (long|many (input )?tokens)|prompt is too|temporar|try again|timed? ?out|upstream connect|bad gateway|out of memory", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hopeless();
}
