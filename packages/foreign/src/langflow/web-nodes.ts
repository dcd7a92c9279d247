import { literal } from "../cel-text.ts";
import { listOf, objectsOf, pairsOf, textOf } from "../json-access.ts";
import type { Mapping } from "../mapping.ts";
import { fieldOf } from "./field-of.ts";

/** The words of a page. */
export const page: Mapping = {
  type: "http-request",
  reads: () => ["body"],
  build({ settings }, ctx) {
    const all =
      listOf(settings.urls).length > 0
        ? listOf(settings.urls).map(textOf)
        : [textOf(settings.url_input ?? settings.url)];
    if (all.length > 1) ctx.note("It read several addresses: the first is kept.");
    ctx.note("It gave the words of a page: put a Parse after it where the answer is HTML.");
    return { config: { method: "GET", url: literal(all[0] ?? ""), responseType: "text" } };
  },
};

/** A request of any kind. */
export const request: Mapping = {
  type: "http-request",
  reads: ([first, ...rest]) =>
    first === "result" || first === undefined ? ["body", ...rest] : first === "status_code" ? ["status"] : null,
  build(node, ctx) {
    const { settings } = node;
    const method = textOf(settings.method).toUpperCase() || "GET";
    const url = fieldOf(node, "url_input", ctx) ?? literal(textOf(listOf(settings.urls)[0]));
    const headers = pairsOf(objectsOf(settings.headers), "key", literal);
    const body = pairsOf(objectsOf(settings.body), "key", literal);
    return {
      config: {
        method: ["GET", "POST", "PUT", "DELETE", "PATCH"].includes(method) ? method : "GET",
        url,
        responseType: "json",
        ...(Object.keys(headers).length > 0 && { headers }),
        ...(Object.keys(body).length > 0 && method !== "GET" && { body }),
      },
    };
  },
};
