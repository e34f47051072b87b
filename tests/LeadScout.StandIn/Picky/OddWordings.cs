using static LeadScout.StandIn.Picky.PickyServer;

namespace LeadScout.StandIn.Picky;

/// <summary>Servers of nobody in particular, that say what others say in other languages, shapes and statuses.</summary>
public static class OddWordings
{
    private const string Own = "openai:gpt-5-mini";
    private const string Other = "openai:qwen3-8b";
    private const string Claude = "anthropic:claude-haiku-5-5";
    private const string Local = "ollama:qwen3:8b";

    public static IReadOnlyList<PickyServer> All { get; } = [.. Languages(), .. Shapes(), .. Statuses(), .. Numbers()];

    private static IEnumerable<PickyServer> Languages() =>
    [
        Of(
            "German",
            Other,
            body => Has(body, "response_format"),
            400,
            "Der Parameter „response_format“ wird von diesem Modell nicht unterstützt.",
            "text/plain"),
        Of(
            "Chinese, a code",
            Other,
            body => Has(body, "response_format"),
            400,
            """{"error":{"code":"1214","message":"response_format 参数非法。请检查文档。"}}"""),
        Of("Chinese, a schema", Other, HasSchema, 400, """{"code":40001,"msg":"不支持 json_schema"}"""),
        Of("Japanese", Other, body => Has(body, "temperature"), 400, """{"error":"temperature はサポートされていません"}"""),
        Of("French", Other, HasSchema, 422, """{"erreur":"le format de réponse json_schema n'est pas pris en charge"}"""),
        Of(
            "Spanish",
            Other,
            body => Has(body, "temperature"),
            400,
            """{"mensaje":"El parámetro 'temperature' no está permitido para este modelo"}"""),
        Of("Portuguese", Own, body => Has(body, "reasoning_effort"), 400, """{"mensagem":"parâmetro desconhecido: reasoning_effort"}"""),
        Of("Italian", Other, body => Has(body, "response_format"), 422, """{"errore":"Il campo 'response_format' non è ammesso"}"""),
        Of("Arabic", Other, body => Has(body, "temperature"), 400, """{"error":"المعلمة temperature غير مدعومة"}"""),
    ];

    private static IEnumerable<PickyServer> Shapes() =>
    [
        Of(
            "XML",
            Other,
            body => Has(body, "response_format"),
            400,
            """<?xml version="1.0"?><Error><Code>ValidationException</Code><Message>response_format: unsupported</Message></Error>""",
            "application/xml"),
        Of(
            "A problem with names for keys",
            Other,
            body => Has(body, "temperature"),
            400,
            """{"type":"about:blank","title":"One or more validation errors occurred.","status":400,"errors":{"temperature":["The field is not recognised."]}}""",
            "application/problem+json"),
        Of(
            "A problem with a path for a key",
            Other,
            HasSchema,
            422,
            """{"title":"Validation failed","errors":{"response_format.json_schema":["is invalid"]}}""",
            "application/problem+json"),
        Of(
            "A problem with invalid-params",
            Other,
            body => Has(body, "temperature"),
            400,
            """{"title":"Bad request","invalid-params":[{"name":"temperature","reason":"is not allowed"}]}""",
            "application/problem+json"),
        Of(
            "Pydantic 1",
            Other,
            body => Has(body, "temperature"),
            422,
            """{"detail":[{"loc":["body","temperature"],"msg":"extra fields not permitted","type":"value_error.extra"}]}"""),
        Of("Go", Other, body => Has(body, "response_format"), 400, "json: unknown field \"response_format\"", "text/plain"),
        Of(
            "Rust",
            Other,
            body => Has(body, "temperature"),
            422,
            "Failed to deserialize: unknown field `temperature`, expected one of `model`, `messages`, `max_tokens`, `response_format` at line 1 column 30",
            "text/plain"),
        Of(
            "Ajv",
            Own,
            body => Has(body, "reasoning_effort"),
            400,
            """[{"instancePath":"","schemaPath":"#/additionalProperties","keyword":"additionalProperties","params":{"additionalProperty":"reasoning_effort"},"message":"must NOT have additional properties"}]"""),
        Of(
            "Zod",
            Own,
            body => Has(body, "reasoning_effort"),
            400,
            """{"success":false,"error":{"issues":[{"code":"unrecognized_keys","keys":["reasoning_effort"],"path":[],"message":"Unrecognized key(s) in object: 'reasoning_effort'"}],"name":"ZodError"}}"""),
        Of(
            "Zod, a path",
            Other,
            IsStrict,
            400,
            """{"errors":[{"code":"unrecognized_keys","path":["response_format","json_schema"],"message":"Unrecognized key(s) in object: 'strict'"}]}"""),
        Of(
            "gRPC",
            Other,
            body => Has(body, "response_format"),
            400,
            """{"code":3,"message":"proto: (line 1:45): unknown field \"responseFormat\"","details":[]}"""),
        Of(
            "JSON in JSON in JSON",
            Other,
            body => Has(body, "temperature"),
            400,
            """{"error":"{\"message\":\"{\\\"param\\\":\\\"temperature\\\",\\\"msg\\\":\\\"unsupported\\\"}\"}"}"""),
        Of("YAML", Other, body => Has(body, "temperature"), 400, "error:\n  field: temperature\n  reason: unsupported\n", "text/yaml"),
        Of(
            "An event",
            Other,
            body => Has(body, "response_format"),
            400,
            "event: error\ndata: {\"error\":\"response_format not supported\"}\n\n",
            "text/event-stream"),
        Of("A byte order mark", Other, HasSchema, 400, "\uFEFF{\"error\":\"json_schema unsupported\"}"),
        Of(
            "A worker's error",
            Other,
            HasSchema,
            400,
            """{"success":false,"errors":[{"code":5006,"message":"AiError: Bad input: '/response_format' : 'json_schema' not supported"}],"messages":[]}"""),
        Of(
            "Coral",
            Claude,
            body => Has(body, "output_config"),
            400,
            """{"__type":"com.amazon.coral.validate#ValidationException","message":"The model returned the following errors: output_config: Extra inputs are not permitted"}"""),
        Of(
            "A list of kinds",
            Other,
            HasSchema,
            400,
            """{"message":"invalid request: response_format.type: must be one of json_object, text"}"""),
        Of("A keyword", Other, body => Says(body, "$ref"), 400, """{"error":"ValueError: Unsupported schema keyword \"$ref\""}"""),
        Of(
            "Several parameters",
            Other,
            body => Has(body, "temperature"),
            400,
            """{"message":"Sampling parameters are not supported by reasoning models: temperature, top_p"}"""),
        Of(
            "One value only",
            Other,
            body => Has(body, "temperature"),
            400,
            """{"error":{"message":"invalid temperature: only 1 is allowed for this model","type":"invalid_request_error"}}"""),
    ];

    private static IEnumerable<PickyServer> Statuses() =>
    [
        Of(
            "Python, 500",
            Own,
            body => Has(body, "reasoning_effort"),
            500,
            """{"error":"TypeError: Completions.create() got an unexpected keyword argument 'reasoning_effort'"}"""),
        Of(
            "A template, 500",
            Other,
            body => HasRole(body, "system"),
            500,
            """{"detail":"jinja2.exceptions.TemplateError: Only user and assistant roles are supported!"}"""),
        Of("Unsupported, 415", Other, HasSchema, 415, """{"error":"Unsupported: structured outputs"}"""),
        Of("Not implemented, 501", Other, HasSchema, 501, """{"error":"json_schema not implemented"}"""),
        Of("Compilation, 503", Other, HasSchema, 503, """{"error":"guided decoding backend xgrammar failed to compile the grammar"}"""),
        Of(
            "An error in a success",
            Other,
            body => Has(body, "response_format"),
            200,
            """{"error":{"message":"response_format is not supported","code":400}}"""),
        Of("An empty 400", Other, HasSchema, 400, ""),
        Of(
            "Ollama, an unknown option",
            Local,
            HasSchema,
            400,
            """{"error":"json: cannot unmarshal object into Go struct field ChatRequest.format of type string"}"""),
    ];

    private static IEnumerable<PickyServer> Numbers() =>
    [
        Of(
            "Russian, a limit",
            Other,
            body => Limit(body) > 1024,
            400,
            """{"error":"Параметр max_tokens слишком большой, максимум 1024"}"""),
        Of(
            "Chinese, a limit",
            Other,
            body => Limit(body) > 1024,
            400,
            """{"error":{"code":"1210","message":"max_tokens 参数超出范围，取值范围为[1,1024]"}}"""),
        Of("German, a limit", Other, body => Limit(body) > 1500, 400, "max_tokens ist zu groß: höchstens 1500 sind erlaubt", "text/plain"),
        Of(
            "TGI, a sum",
            Other,
            body => Limit(body) > 1748,
            422,
            """{"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 300 `inputs` tokens and 2800 `max_new_tokens`","error_type":"validation"}"""),
        Of(
            "OpenAI, at most",
            Other,
            body => Limit(body) > 1500,
            400,
            """{"error":{"message":"max_tokens is too large: 2800. This model supports at most 1,500 completion tokens, whereas you provided 2800.","type":"invalid_request_error","param":"max_tokens","code":"invalid_value"}}"""),
    ];
}
