using System.Text.RegularExpressions;
using LeadScout.Texts;

namespace LeadScout.Llm.Faults;

/// <summary>
/// The one table of how services word their refusals. It goes before the status, because a lack of credit comes as 400, 402, 403 or 429, an
/// expired key as 400, and a flagged text as 400, 403 or 422, as the house likes. Rows are tried in order; the first that finds its words
/// decides.
/// </summary>
/// <remarks>Phrases are kept narrow on purpose: a job title such as "Billing Quota Manager", quoted in an error message, must not be taken
/// for an unpaid bill.</remarks>
internal static class FaultWords
{
    private static readonly (FaultCause Cause, Lazy<Regex> Words)[] Table =
    [
        Row(
            FaultCause.PeriodUsedUp,
            @"per[ _-]?day\b", @"perday", @"tokens per day", @"requests per day",
            @"\b(daily|monthly|weekly) (usage |token |request |spend(ing)? |quota |api )?(limit|quota|allowance|allocation)",
            @"reached your specified api usage limits", @"too many tokens per day", @"limited to \d+ api calls ?/ ?month",
            @"included (monthly )?credits", "monthly included credits"),
        Row(
            FaultCause.AccountClosed,
            @"(account|organi[sz]ation|project|team|workspace|tenant|subscription)\b.{0,80}\b(has been|is|was|been) (currently |temporarily )?(deactivated|disabled|suspended|restricted|terminated|closed|banned|not active|inactive|in arrears|frozen|locked)",
            "account_deactivated", "account_suspended", "account_disabled", "access_terminated", "organization_restricted",
            "organization_disabled", "account not active",
            "user_suspended", "subscriptionsuspended", "account is not active", "billing_not_active", "账[户号].{0,12}(停用|封禁|冻结|禁用)"),
        Row(
            FaultCause.NoCredit,
            "insufficient[_ ]quota", "insufficient[_ ](account )?(balance|credits?|funds?)", "exceeded[_ ]current[_ ]quota",
            "exceeded your current (\\w+ )?quota", "credit balance is too low",
            @"credit[_ ](limit|balance)\b.{0,30}(exceed|reached|too low|insufficient)",
            "credit_limit", @"requires? (at least .{0,20})?more credits", @"can only afford", "out of credits?",
            @"no (remaining |more )?credits? (left|remaining|available|on)",
            @"credits? (has|have|is|are) (been )?(exhausted|depleted|used up|run out)",
            "used all (of )?(your |its )?(available |free )?credits", "purchase (more )?credits",
            @"(add|buy) (more )?(credits?|funds) (to|at|in|and|\.|using)", "top[- ]?up your", "recharge (your|the) account",
            "please recharge",
            @"billing[_ ]hard[_ ]limit", "hard limit has been reached",
            @"(spend(ing)?|budget|usage) (limit|cap) (has been |was |is |been )?(reached|exceeded|hit)", "budget has been exceeded",
            "budget[_ ]exceeded", "exceeded( your)? (allotted |max )?budget",
            @"(key|spend(ing)?|credit) limit exceeded", "payment[_ ]required",
            "payment (method|instrument).{0,40}(invalid|missing|declined|required|fail)", "invalid_payment_instrument",
            "unpaid (invoice|bill|balance)", "failure to pay",
            @"billing (is |account )?.{0,30}(not enabled|disabled|not active|inactive|not been enabled|closed)", "billing_disabled",
            "enable billing", "arrearage", "overdue[- ]payment", "account.{0,20}good standing", "insufficientbalance",
            "free allocated quota exceeded", "quota (has been )?exhausted", "prepayment credits", @"prepaid (credits?|balance)", "余额不足",
            "欠费", "资源包", "额度不足", "tokens? package.{0,20}(exhausted|used up)",
            "guthaben.{0,40}(aufgebraucht|erschöpft|leer|reicht nicht|nicht ausreich)", "solde.{0,20}(insuffisant|épuisé)",
            "crédits? (insuffisant|épuisé)", "(saldo|crédito) (insuficiente|agotado|esgotado)", "(saldo|credito) (insufficiente|esaurito)",
            "недостаточно средств", "残高.{0,6}(不足|ありません)", "잔액.{0,6}부족", "余额.{0,6}(为零|耗尽|用完)"),
        Row(
            FaultCause.KeyRefused,
            @"api[_ -]?key[_ ](is )?(not valid|invalid|expired|missing|revoked|disabled|not found|required|leaked)",
            @"(invalid|incorrect|wrong|malformed|expired|missing|unknown|revoked|no|bad) (or missing )?(api[_ -]?key|x-api-key|access token|auth(orization|entication)? (token|key|header)|bearer token|credentials?|subscription key)",
            "invalid_api_key", "api_key_invalid", "api key not valid", "api key (has )?expired", "api_key_expired",
            "key was reported as leaked", "reported as leaked", "key has been (revoked|disabled|deleted|blocked)", "authentication_error",
            "authentication fail",
            "unauthenticated", "security token.{0,40}(expired|invalid)", "(token|signature) (has |is )?expired", "expiredtoken",
            "unrecognizedclient", "invalid authentication", "you didn't provide an api key", "no auth credentials",
            "could not be authenticated", "user not found",
            "(schlüssel|zugangsdaten).{0,30}(ungültig|abgelaufen)", "clé.{0,20}(invalide|expirée|non valide)", "clave.{0,20}(inválida|no válida|caducada)",
            "chiave.{0,20}(non valida|scaduta)", "(密钥|令牌|api ?key).{0,8}(无效|错误|过期|不正确)", "キー.{0,8}(無効|正しくありません)"),
        Row(
            FaultCause.Content,
            "content[_ -]?filter", "content[_ ]policy", "content management policy", "contentpolicyviolation",
            "responsibleaipolicyviolation", @"content (exists risk|violates|blocked|moderation)", "usage (guidelines|polic)",
            "safety_check_type",
            @"(input|prompt|request|text|message|content)s? (was|were|has been|have been|is|are|got)? ?(flagged|blocked|moderated|filtered|rejected by .{0,30}(filter|moderation|safety))",
            "flagged (as|for|by)", "moderation (failed|blocked|error)", "requires moderation", "moderation_blocked", "invalid_prompt",
            "violat(es|ing|ion of|ed) (our|the|openai.s|google.s|usage|content|safety) ?(usage |content |safety )?(polic|guideline|terms)",
            "prohibited[_ ]content", "harmful content", "inappropriate content", "data_?inspection_?failed", "considered high risk",
            "sensitive (content|words?|information)", "unsafe content",
            "blocked by (our |the |google.s |a )?(content|safety|responsible)", "safety (system|filter|reasons|policy)",
            "(reason|code|type|status): safety", "guardrail[_ ](intervened|blocked|violat)", "blocklist", "output blocked", "敏感", "不安全",
            "违规", "内容.{0,8}(风险|审核)"),
        Row(
            FaultCause.NoAccess,
            "unsupported_country", "country, region, or territory", @"(user )?location is not supported",
            "not (available|supported|offered|permitted|allowed) in your (country|region|location|territory|plan)",
            "region (is )?not (supported|allowed|permitted)", "geo[- ]?(restricted|blocked)",
            @"(do(es)? not|don.t|doesn.t) have (access|permission)", "not have access to (the |this )?(model|project|deployment)",
            "model[_ ](access|permission)[_ ]?(is )?(denied|blocked|required)", "model_permission_blocked",
            "access to (the |this )?model.{0,40}(denied|not|requires)",
            "not authorized to (access|perform|use|invoke)", "accessdenied", "access denied", @"permission[_ ]denied", "permission_error",
            "insufficient[_ ]permissions?", "missing scopes", "must be verified", "organization must",
            @"(upgrade|requires?|not (included|available) in|not supported by) (to )?(your|a|the|this) (current )?(\w+ )?(plan|tier|subscription)\b",
            "accessdenied.unpurchased", "service_disabled", "has not been used in project", "on-demand throughput",
            "public access is disabled", "virtual network", "data policy", "terms (of service )?(must|have not|need)",
            "gated (repo|model)"),
        Row(
            FaultCause.TooLong,
            "context_length_exceeded", "maximum context length", @"context (length|window|size).{0,60}(exceed|limit|too|smaller|greater)",
            @"exceeds?.{0,50}context", @"(prompt|input|message|request)s? (is|are|was) too (long|large)", "input is too long",
            "too long for (the )?(requested )?model", "too many (input|prompt) tokens",
            @"request too large", "request_too_large", "string_above_max_length",
            @"(reduce|shorten) (the|your) (length|prompt|input|message)",
            @"(input|prompt) (token count|length|tokens).{0,60}(exceed|larger|greater|longer|maximum)",
            "exceeds the maximum number of (input )?tokens", "tokens_limit_reached", "prompt_too_long", "payload too large"),
        Row(FaultCause.Overloaded, @"(fail(ed|ure)?|error|unable|cannot|could not|couldn.t) .{0,30}load"), // nothing to wait for
        Row(
            FaultCause.Loading,
            @"(is |still |currently |being |model |server )?loading( the)? model",
            @"(model|server|weights|engine|checkpoint|pipeline|deployment|service|endpoint|replica|container)\b.{0,80}\b(is |are |still |currently |being )+(loading|loaded|starting|warming|downloading|initiali[sz]ing|deploying|scaling|waking|spinning)",
            "estimated_time", "model_loading", "model_not_ready", "modelnotready", @"model (is )?not (yet )?(ready|loaded)",
            "not ready (for|to) (inference|serve|accept)", "warming up", "cold[- ]?start", "starting up", "waiting for llama runner",
            "llm server loading", "initializing model", "server is starting", "try again.{0,30}(once|when).{0,20}(loaded|ready)"),
        Row(
            FaultCause.NoModel,
            "model_not_found", "model_not_available",
            @"model\b.{0,80}(does not exist|not found|no longer available|is not available|was not found|has been (retired|deprecated|removed|shut down))",
            "deploymentnotfound", "no such model", "unknown model", "model identifier is invalid", "invalid model (name|id)",
            "no endpoints found", "try pulling it first", "modell.{0,60}(nicht gefunden|existiert nicht|gibt es nicht)",
            "modèle.{0,60}(introuvable|n.existe pas)", "modelo.{0,60}(no existe|não existe|no encontrado)", "模型.{0,30}(不存在|未找到|已下线)",
            "モデル.{0,30}(存在しません|見つかりません)"),
        Row(
            FaultCause.RateLimited,
            @"rate[_ -]?limit", "too many requests", "throttl", "resource[_ ]exhausted", "resource has been exhausted", "slow[_ ]down",
            "requests? per (minute|second)", "tokens per min", "quota exceeded for", "concurrency limit", "too many concurrent",
            "please wait before trying again", "capacity exceeded"),
        Row(
            FaultCause.Overloaded,
            "overloaded", "server (is )?busy", "temporarily unavailable", "no healthy upstream"),
    ];

    /// <summary>What the words of an error say; <see cref="FaultCause.Unknown"/> where they say nothing known.</summary>
    /// <param name="text">All that the body says.</param>
    public static FaultCause CauseOf(string text) => Array.Find(Table, row => row.Words.Value.IsMatch(text)).Cause;

    private static (FaultCause Cause, Lazy<Regex> Words) Row(FaultCause cause, params string[] words) => (
        cause,
        new Lazy<Regex>(() => new Regex(string.Join('|', words), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)));
}
