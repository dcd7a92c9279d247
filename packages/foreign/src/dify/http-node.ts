import type { Json, JsonObject } from "@orrery/graph";
import { at, numberOf, objectOf, objectsOf, pairsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";

/** The HTTP request of Dify, which gives its body as text. */
export const http: Mapping = {
  type: "http-request",
  exits: (exit) => (exit === "source" ? "out" : exit === "fail-branch" ? "error" : null),
  reads: ([first, ...rest]) => {
    const ours = { body: "body", status_code: "status", headers: "headers" }[String(first ?? "body")];
    return ours === undefined ? null : [ours, ...rest];
  },
  build({ settings }, ctx) {
    const method = textOf(settings.method).toUpperCase() || "GET";
    const known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].includes(method);
    if (!known) ctx.note(`The method ${method.slice(0, 20)} is not there: choose another.`);
    if (at(settings, "authorization", "type") === "api-key")
      ctx.note("It signs in: choose a credential here. Keys are never imported.");
    const headers = lines(settings.headers, ctx);
    const query = lines(settings.params, ctx);
    const body = bodyOf(objectOf(settings.body), ctx);
    const retries = numberOf(at(settings, "retry_config", "max_retries")) ?? 0;
    const retry = at(settings, "retry_config", "retry_enabled") === true && retries >= 1;
    const branches = settings.error_strategy === "fail-branch";
    return {
      config: {
        method: known ? method : "GET",
        url: ctx.text(settings.url),
        responseType: "text",
        ...(Object.keys(query).length > 0 && { query }),
        ...(Object.keys(headers).length > 0 && { headers }),
        ...(body !== undefined && { body }),
      },
      ...((retry || branches) && {
        policy: {
          ...(retry && { retry: { maxAttempts: Math.round(Math.min(100, retries + 1)) } }),
          ...(branches && { onError: "branch" }),
        },
      }),
    };
  },
};

/** `name: value`, a line each. */
function lines(value: unknown, ctx: MapContext): JsonObject {
  const rows = textOf(value)
    .split("\n")
    .flatMap((line) => {
      const colon = line.indexOf(":");
      return colon <= 0 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
    });
  return pairsOf(rows, "name", (text) => ctx.text(text));
}

function bodyOf(body: JsonObject, ctx: MapContext): Json | undefined {
  const type = textOf(body.type);
  if (type === "" || type === "none") return undefined;
  const rows = objectsOf(body.data);
  const text = Array.isArray(body.data) ? textOf(rows[0]?.value) : textOf(body.data);
  if (type === "raw-text") return ctx.text(text);
  if (type === "json") {
    try {
      return ctx.json(JSON.parse(text));
    } catch {
      return ctx.text(text);
    }
  }
  if (type === "binary") {
    ctx.note("Its body was a file, which is not sent here.");
    return undefined;
  }
  ctx.note("Its body was a form: it is sent as JSON here.");
  return Array.isArray(body.data) ? pairsOf(rows, "key", (one) => ctx.text(one)) : lines(body.data, ctx);
}
