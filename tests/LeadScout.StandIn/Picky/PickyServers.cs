using static LeadScout.StandIn.Picky.PickyServer;

namespace LeadScout.StandIn.Picky;

/// <summary>The picky servers that are known, by what they do not take.</summary>
public static class PickyServers
{
    private const string Own = "openai:gpt-5-mini";
    private const string Other = "openai:qwen3-8b";
    private const string Claude = "anthropic:claude-haiku-5-5";
    private const string Local = "ollama:qwen3:8b";
    private const string Azure = "azure-openai:gpt-5-mini";

    public static IReadOnlyList<PickyServer> All { get; } = [.. Schemas(), .. Fields(), .. Limits(), .. Messages(), .. WithoutReason()];

    private static IEnumerable<PickyServer> Schemas() =>
    [
        Of(
            "DeepSeek: type unavailable",
            Other,
            body => Type(body) == "json_schema",
            400,
            """{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}"""),
        Of(
            "DeepSeek: plain text 422",
            Other,
            body => Type(body) == "json_schema",
            422,
            "Failed to deserialize the JSON body into the target type: response_format: response_format.type `json_schema` is unavailable now at line 1 column 1193",
            "text/plain"),
        Of(
            "LM Studio: neither schema nor object",
            Other,
            body => Type(body) is not null and not "text",
            400,
            """{"error":"'response_format.type' must be 'text'"}"""),
        Of(
            "Groq: kinds of format",
            Other,
            body => Type(body) == "json_schema",
            400,
            """{"error":{"message":"'response_format.type' : value is not one of the allowed values ['text','json_object']","type":"invalid_request_error"}}"""),
        Of(
            "Groq: this model",
            Other,
            body => Type(body) == "json_schema",
            400,
            """{"error":{"message":"This model does not support response format `json_schema`. See supported models at https://console.groq.com/docs","type":"invalid_request_error"}}"""),
        Of(
            "OpenAI: older model",
            Own,
            body => Type(body) == "json_schema",
            400,
            """{"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.","type":"invalid_request_error","param":"response_format","code":null}}"""),
        Of(
            "vLLM: xgrammar",
            Other,
            HasSchema,
            400,
            """{"object":"error","message":"The provided JSON schema contains features not supported by xgrammar.","type":"BadRequestError","param":null,"code":400}"""),
        Of(
            "vLLM: grammar error 500",
            Other,
            HasSchema,
            500,
            """{"error":{"message":"Grammar error: Unimplemented keys: [\"$defs\"]","type":"InternalServerError","code":500}}"""),
        Of(
            "llama.cpp: grammar",
            Other,
            HasSchema,
            400,
            """{"error":{"code":400,"message":"failed to parse grammar","type":"invalid_request_error"}}"""),
        Of(
            "llama.cpp: references",
            Other,
            body => Says(body, "$ref"),
            400,
            """{"error":{"code":400,"message":"JSON schema conversion failed:\nUnsupported ref: #/$defs/label","type":"invalid_request_error"}}"""),
        Of(
            "Ollama: grammar 500",
            Local,
            HasSchema,
            500,
            """{"error":"failed to load model vocabulary required for format: failed to parse grammar"}"""),
        Of("Ollama: invalid format", Local, HasSchema, 400, """{"error":"invalid format: expected \"json\" or a JSON Schema"}"""),
        Of(
            "Gemini: too many states",
            Other,
            HasSchema,
            400,
            """[{"error":{"code":400,"message":"The specified schema produces a constraint that has too many states for serving.  Typical causes of this error are schemas with lots of text.","status":"INVALID_ARGUMENT"}}]"""),
        Of(
            "Gemini: unknown field, in a list",
            Other,
            body => Has(body, "response_format"),
            400,
            """[{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"response_format\": Cannot find field.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"description":"Invalid JSON payload received. Unknown name \"response_format\": Cannot find field."}]}]}}]"""),
        Of(
            "Gemini: additionalProperties",
            Other,
            body => Says(body, "additionalProperties"),
            400,
            """[{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"additionalProperties\" at 'generation_config.response_schema': Cannot find field.","status":"INVALID_ARGUMENT"}}]"""),
        Of(
            "Gemini: references and definitions",
            Other,
            body => Says(body, "$defs"),
            400,
            """[{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"$defs\" at 'generation_config.response_schema': Cannot find field.\nInvalid JSON payload received. Unknown name \"$ref\" at 'generation_config.response_schema.properties[0].value': Cannot find field.","status":"INVALID_ARGUMENT"}}]"""),
        Of(
            "Together: strict",
            Other,
            IsStrict,
            400,
            """{"error":{"message":"Input validation error: strict is not supported for json_schema","type":"invalid_request_error","param":null,"code":"bad_request"}}"""),
        Of(
            "Cerebras: unsupported schema fields",
            Other,
            IsStrict,
            400,
            """{"message":"Invalid fields for schema with types ['object']: {'$defs'}","type":"invalid_request_error","param":"response_format","code":"wrong_api_format"}"""),
        Of(
            "TGI: grammar",
            Other,
            HasSchema,
            422,
            """{"error":"Input validation error: grammar is not supported","error_type":"validation"}"""),
        Of(
            "TGI: guidance off, json field",
            Other,
            body => Has(body, "response_format"),
            422,
            "Failed to deserialize the JSON body into the target type: response_format: unknown variant `json_schema`, expected one of `json_object`, `regex` at line 1 column 80",
            "text/plain"),
        Of(
            "SGLang: constrained decoding off",
            Other,
            body => Has(body, "response_format"),
            400,
            """{"object":"error","message":"Grammar-based generation (json_schema, regex, ebnf, structural_tag) is not supported when the server is launched with --grammar-backend none","type":"BadRequest","param":null,"code":400}"""),
        Of(
            "Fireworks: JSON mode",
            Other,
            body => Has(body, "response_format"),
            400,
            """{"error":{"object":"error","type":"invalid_request_error","message":"JSON mode is not supported for this model"}}"""),
        Of(
            "Together: FastAPI detail",
            Other,
            body => Has(body, "response_format"),
            422,
            """{"detail":[{"type":"extra_forbidden","loc":["body","response_format"],"msg":"Extra inputs are not permitted","input":{"type":"json_schema"}}]}"""),
        Of(
            "NVIDIA NIM: guided_json",
            Other,
            HasSchema,
            400,
            """{"object":"error","message":"guided_json: schema could not be compiled by outlines: RegEx error","type":"BadRequestError","param":null,"code":400}"""),
        Of(
            "OpenRouter: provider behind it",
            Other,
            HasSchema,
            400,
            """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"Structured outputs are not supported by this model\",\"type\":\"invalid_request_error\"}}","provider_name":"Novita"}},"user_id":"user_1"}"""),
        Of(
            "OpenRouter: no endpoints 404",
            Other,
            HasSchema,
            404,
            """{"error":{"message":"No endpoints found that can handle the requested parameters (response_format).","code":404}}"""),
        Of(
            "Anthropic: output_config",
            Claude,
            body => Has(body, "output_config.format"),
            400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"output_config: Extra inputs are not permitted"},"request_id":"req_1"}"""),
        Of(
            "Anthropic: structured outputs",
            Claude,
            body => Has(body, "output_config.format"),
            400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"This model does not support structured outputs. Supported models: claude-opus-4-5."}}"""),
        Of(
            "Bedrock gateway: output_format",
            Claude,
            body => Has(body, "output_config"),
            400,
            """{"message":"output_config: Extra inputs are not permitted"}"""),
        Of(
            "Azure: old version",
            Azure,
            body => Type(body) == "json_schema",
            400,
            """{"error":{"message":"response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later","type":"invalid_request_error","param":null,"code":"BadRequest"}}"""),
        Of(
            "OpenAI: too many enum values",
            Own,
            HasSchema,
            400,
            """{"error":{"message":"Invalid schema for response_format 'labels': Enum value limit exceeded: at most 1000 values are allowed.","type":"invalid_request_error","param":"response_format","code":null}}"""),
        new("OpenAI: the word json", Own, body => Type(body) switch
        {
            "json_schema" => new(400, """{"error":{"message":"Structured output is not available for this deployment.","type":"invalid_request_error"}}"""),
            "json_object" when !body.GetRawText().Contains("json.", StringComparison.Ordinal) => new(400, """{"error":{"message":"'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.","type":"invalid_request_error","param":"messages","code":null}}"""),
            _ => null,
        }),
    ];

    private static IEnumerable<PickyServer> Fields() =>
    [
        Of(
            "OpenAI: temperature",
            "openai:gpt-4.1-mini",
            body => Has(body, "temperature"),
            400,
            """{"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}"""),
        Of(
            "TGI: temperature",
            Other,
            body => Has(body, "temperature"),
            422,
            """{"error":"Input validation error: `temperature` must be strictly positive","error_type":"validation"}"""),
        Of(
            "LiteLLM: unsupported params",
            Own,
            body => Has(body, "reasoning_effort"),
            400,
            """{"error":{"message":"litellm.UnsupportedParamsError: openai does not support parameters: ['reasoning_effort'], for model=gpt-5-mini. To drop these, set `litellm.drop_params=True` or for proxy:\n\n`litellm_settings:\n drop_params: true`\n","type":"None","param":"None","code":"400"}}"""),
        Of(
            "xAI: camel case, flat",
            Own,
            body => Has(body, "reasoning_effort"),
            400,
            """{"code":"Client specified an invalid argument","error":"Argument not supported on this model: reasoningEffort"}"""),
        Of(
            "Mistral: nested detail",
            Own,
            body => Has(body, "reasoning_effort"),
            422,
            """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","reasoning_effort"],"msg":"Extra inputs are not permitted","input":"low"}]},"type":"invalid_request_error","param":null,"code":null}"""),
        Of(
            "Mistral: JSON in a string",
            Other,
            body => Has(body, "temperature"),
            422,
            """{"object":"error","message":"{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"temperature\"],\"msg\":\"Extra inputs are not permitted\",\"input\":0.0}]}","type":"internal_error_proxy","param":null,"code":"1000"}"""),
        Of(
            "vLLM: Python in a string",
            Own,
            body => Has(body, "reasoning_effort"),
            400,
            """{"object":"error","message":"[{'type': 'extra_forbidden', 'loc': ('body', 'reasoning_effort'), 'msg': 'Extra inputs are not permitted', 'input': 'low'}]","type":"BadRequestError","param":null,"code":400}"""),
        Of(
            "Fireworks: field",
            Own,
            body => Has(body, "reasoning_effort"),
            400,
            """{"error":{"message":"Extra inputs are not permitted, field: 'reasoning_effort', value: 'low'"}}"""),
        Of(
            "Groq: did you mean",
            Own,
            body => Has(body, "reasoning_effort"),
            400,
            """{"error":{"message":"property 'reasoning_effort' is unsupported, did you mean 'response_format'?","type":"invalid_request_error"}}"""),
        Of(
            "A gateway in HTML",
            Own,
            body => Has(body, "reasoning_effort"),
            400,
            "<!DOCTYPE html><html><head><title>400</title><style>p{color:red}</style></head><body><h1>Bad Request</h1><p>Unknown field: <b>reasoning_effort</b></p></body></html>",
            "text/html"),
        Of("Ollama: an option", Local, body => Has(body, "options.num_ctx"), 400, """{"error":"invalid option provided: num_ctx"}"""),
        Of(
            "Anthropic: effort",
            Claude,
            body => Has(body, "output_config.effort"),
            400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"This model does not support the effort parameter."}}"""),
        Of(
            "Qwen: must be set",
            Other,
            body => At(body, "enable_thinking") is not { ValueKind: System.Text.Json.JsonValueKind.False },
            400,
            """{"error":{"code":"invalid_parameter_error","param":null,"message":"parameter.enable_thinking must be set to false for non-streaming calls","type":"invalid_request_error"},"request_id":"1"}"""),
        Of(
            "Azure: an argument",
            Azure,
            body => Has(body, "reasoning_effort"),
            400,
            """{"error":{"message":"Unrecognized request argument supplied: reasoning_effort","type":"invalid_request_error","param":null,"code":null}}"""),
        Of("A list of strings", Other, body => Has(body, "temperature"), 400, """["temperature: unknown parameter"]"""),
    ];

    private static IEnumerable<PickyServer> Limits() =>
    [
        Of(
            "OpenAI's name unknown",
            Own,
            body => Has(body, "max_completion_tokens"),
            422,
            """{"detail":[{"type":"extra_forbidden","loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted","input":32000}]}"""),
        Of(
            "OpenAI's name wanted",
            Other,
            body => Has(body, "max_tokens"),
            400,
            """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}"""),
        Of(
            "Neither name",
            Other,
            body => Has(body, "max_tokens") || Has(body, "max_completion_tokens"),
            400,
            """{"error":"unexpected keyword argument 'max_tokens' / 'max_completion_tokens'"}"""),
        Of(
            "Groq: a limit too large",
            Other,
            body => Limit(body) > 2060,
            400,
            """{"error":{"message":"`max_tokens` must be less than or equal to `2060`, the maximum value for `max_tokens` is less than the `context_window` for this model","type":"invalid_request_error","param":"max_tokens"}}"""),
        Of(
            "vLLM: a limit beyond the context",
            Other,
            body => Limit(body) > 1900,
            400,
            """{"object":"error","message":"'max_tokens' or 'max_completion_tokens' is too large: 2800. This model's maximum context length is 4096 tokens and your request has 1996 input tokens (2800 > 4096 - 1996).","type":"BadRequestError","param":null,"code":400}"""),
        Of(
            "DashScope: a range",
            Other,
            body => Limit(body) > 2048,
            400,
            """{"error":{"code":"invalid_parameter_error","message":"Range of max_tokens should be [1, 2048]"}}"""),
    ];

    private static IEnumerable<PickyServer> Messages() =>
    [
        Of(
            "Gemma: developer instruction",
            Other,
            body => HasRole(body, "system"),
            400,
            """[{"error":{"code":400,"message":"Developer instruction is not enabled for models/gemma-3-27b-it","status":"INVALID_ARGUMENT"}}]"""),
        Of(
            "vLLM: system role",
            Other,
            body => HasRole(body, "system"),
            400,
            """{"object":"error","message":"System role not supported","type":"BadRequestError","param":null,"code":400}"""),
        Of(
            "Templates: roles alternate",
            Other,
            body => HasRole(body, "system"),
            500,
            """{"error":{"code":500,"message":"Conversation roles must alternate user/assistant/user/assistant/...","type":"server_error"}}"""),
        Of(
            "o1: role",
            Other,
            body => HasRole(body, "system"),
            400,
            """{"error":{"message":"Unsupported value: 'messages[0].role' does not support 'system' with this model.","type":"invalid_request_error","param":"messages[0].role","code":"unsupported_value"}}"""),
    ];

    private static IEnumerable<PickyServer> WithoutReason() =>
    [
        Of(
            "Gemini: an invalid argument",
            Other,
            HasSchema,
            400,
            """[{"error":{"code":400,"message":"Request contains an invalid argument.","status":"INVALID_ARGUMENT"}}]"""),
        Of("A bare 422", Other, body => Has(body, "response_format"), 422, "Unprocessable Entity", "text/plain"),
        Of("A bare 500", Other, HasSchema, 500, "Internal Server Error", "text/plain"),
        Of("A bare 501", Own, body => Has(body, "reasoning_effort"), 501, ""),
        Of("A bare 400 about the limit", Own, body => Has(body, "max_completion_tokens"), 400, """{"error":"bad request"}"""),
        Of("A bare 400 about roles", Other, body => HasRole(body, "system"), 400, "{}"),
        Of("Ollama: a bare 500", Local, HasSchema, 500, """{"error":"an error was encountered while running the model: unexpected EOF"}"""),
        Of(
            "Anthropic: a bare 400",
            Claude,
            body => Has(body, "output_config.format"),
            400,
            """{"message":"The request could not be processed."}"""),
    ];
}
