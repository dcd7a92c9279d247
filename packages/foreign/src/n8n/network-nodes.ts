import type { GraphPolicy, Json, JsonObject } from "@orrery/graph";
import type { ForeignNode } from "../foreign-flow.ts";
import { at, numberOf, objectsOf, pairsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { bodyOf } from "./flow-nodes.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

/** Retrying and going on after an error, where n8n says so. */
export function n8nPolicy(node: ForeignNode): GraphPolicy | undefined {
  const { $retryOnFail, $maxTries, $waitBetweenTries, $onError, $continueOnFail } = node.settings;
  const timeout = numberOf(at(node.settings, "options", "timeout"));
  const policy: GraphPolicy = {
    ...($retryOnFail === true && {
      retry: {
        maxAttempts: Math.round(Math.min(100, Math.max(1, numberOf($maxTries) ?? 3))),
        initialMs: Math.round(Math.min(3_600_000, Math.max(0, numberOf($waitBetweenTries) ?? 1_000))),
        factor: 1,
      },
    }),
    ...(timeout !== null && timeout >= 1 && { timeoutMs: Math.round(Math.min(timeout, 86_400_000)) }),
    ...($onError === "continueErrorOutput" && { onError: "branch" }),
    ...(($onError === "continueRegularOutput" || $continueOnFail === true) && { onError: "continue" }),
  };
  return Object.keys(policy).length === 0 ? undefined : policy;
}

/** The second way out is that of errors, where the node has one. */
export function n8nExits(exit: string, node: ForeignNode): string | null {
  return exit === "0" ? "out" : exit === "1" && node.settings.$onError === "continueErrorOutput" ? "error" : null;
}

const http: Mapping = {
  type: "http-request",
  exits: n8nExits,
  reads: (path, { settings }) =>
    at(settings, "options", "response", "response", "fullResponse") === true
      ? path.map((part, index) => (index === 0 && part === "statusCode" ? "status" : part))
      : ["body", ...path],
  build(node, ctx) {
    const { settings } = node;
    const method = (textOf(settings.method ?? settings.requestMethod) || "GET").toUpperCase();
    if (!METHODS.has(method)) ctx.note(`The method ${method.slice(0, 20)} is not there: choose another.`);
    const format = textOf(at(settings, "options", "response", "response", "responseFormat") ?? settings.responseFormat);
    const query = rowsOf(settings, "query", ctx);
    const headers = rowsOf(settings, "header", ctx);
    const body = requestBody(settings, ctx);
    if (textOf(settings.authentication) !== "" && settings.authentication !== "none" && node.credentials.length === 0) {
      ctx.note("It signs in: choose a credential here. Keys are never imported.");
    }
    if (at(settings, "options", "pagination") !== undefined) ctx.note("It read page after page: set “Pages” anew.");
    const policy = n8nPolicy(node);
    return {
      config: {
        method: METHODS.has(method) ? method : "GET",
        url: addressOf(node, ctx),
        responseType: format === "text" || format === "string" ? "text" : format === "file" ? "bytes" : "json",
        ...(Object.keys(query).length > 0 && { query }),
        ...(Object.keys(headers).length > 0 && { headers }),
        ...(body !== undefined && { body }),
      },
      ...(policy !== undefined && { policy }),
    };
  },
};

/** The address. Of a tool of the earlier kind, `{name}` in it is what the model gives. */
function addressOf({ type, settings }: ForeignNode, ctx: MapContext): string {
  const url = ctx.text(settings.url);
  if (!type.endsWith("toolHttpRequest")) return url;
  return url.replaceAll(/(?<!\{)\{([A-Za-z_]\w{0,63})\}(?!\})/g, "{{ call.args.$1 }}");
}

/** Query or headers: rows of names and values, of the present and of earlier versions, or JSON. */
function rowsOf(settings: JsonObject, what: "query" | "header", ctx: MapContext): JsonObject {
  const sends = what === "query" ? settings.sendQuery : settings.sendHeaders;
  if (sends === false) return {};
  const own = settings[what === "query" ? "queryParameters" : "headerParameters"];
  const ui = settings[what === "query" ? "queryParametersUi" : "headerParametersUi"];
  const rows = [
    ...objectsOf(at(own, "parameters")),
    ...objectsOf(at(ui, "parameter")),
    ...objectsOf(at(own, "values")),
  ];
  if (settings[what === "query" ? "jsonQuery" : "jsonHeaders"] !== undefined) {
    ctx.note(`Its ${what === "query" ? "query" : "headers"} were given as JSON: enter them anew.`);
  }
  return pairsOf(rows, "name", (value) => ctx.text(value));
}

function requestBody(settings: JsonObject, ctx: MapContext): Json | undefined {
  const type = textOf(settings.contentType ?? settings.bodyContentType) || "json";
  const rows = [
    ...objectsOf(at(settings, "bodyParameters", "parameters")),
    ...objectsOf(at(settings, "bodyParametersUi", "parameter")),
  ];
  if (settings.sendBody !== true && rows.length === 0 && settings.bodyParametersJson === undefined) return undefined;
  if (type === "json" || type === "form-urlencoded") {
    if (type !== "json") ctx.note("Its body was a form: it is sent as JSON here.");
    const json = settings.jsonBody ?? settings.bodyParametersJson;
    return json !== undefined && rows.length === 0
      ? bodyOf(json, ctx)
      : pairsOf(rows, "name", (value) => ctx.text(value));
  }
  if (type === "raw") return ctx.text(settings.body);
  ctx.note(`Its body was of the kind “${type.slice(0, 40)}”, which is not sent here.`);
  return undefined;
}

const email: Mapping = {
  type: "email",
  build(node, ctx) {
    const { settings } = node;
    const format = textOf(settings.emailFormat);
    const html = ctx.text(settings.html ?? (format === "html" ? settings.message : ""));
    const text = ctx.text(settings.text ?? (format === "html" ? "" : settings.message));
    if (node.credentials.length === 0) ctx.note("Choose a mail server: sign-ins are never imported.");
    const cc = ctx.text(at(settings, "options", "ccEmail"));
    return {
      config: {
        from: ctx.text(settings.fromEmail),
        to: ctx.text(settings.toEmail),
        subject: ctx.text(settings.subject),
        ...(cc !== "" && { cc }),
        ...(text !== "" && format !== "html" && { text }),
        ...(html !== "" && format !== "text" && { html }),
      },
    };
  },
};

/** What of n8n asks the outside. */
export const networkNodes: Readonly<Record<string, Mapping>> = {
  "n8n-nodes-base.httpRequest": http,
  "n8n-nodes-base.httpRequestTool": http,
  "@n8n/n8n-nodes-langchain.toolHttpRequest": http,
  "n8n-nodes-base.emailSend": email,
};
