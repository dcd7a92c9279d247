import { defineRuntime, type Json } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";
import { textOfValue } from "../text-of-value.ts";
import { headerProblem } from "./response-headers.ts";

interface RespondConfig {
  readonly status?: Json;
  readonly headers?: Json;
  readonly body?: Json;
}

/**
 * Gives `{ status, headers, body }`, names of headers in lower case: what the caller of the webhook is answered once this is
 * durable. Whoever holds the caller's connection reads it there. Fails with `RESPOND_STATUS` and `RESPOND_HEADERS`.
 */
export const respondRuntime = defineRuntime<RespondConfig>({
  type: "respond",
  run(_ctx, { config }) {
    const { status: asked = 200, headers: given = {}, body = null } = config;
    const status = typeof asked === "string" && /^\d{3}$/.test(asked.trim()) ? Number(asked) : asked;
    if (typeof status !== "number" || !Number.isInteger(status) || status < 200 || status > 599) {
      return permanent(
        "RESPOND_STATUS",
        `The status is ${textOfValue(status).slice(0, 80)}, not a number from 200 to 599.`,
      );
    }
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      return permanent("RESPOND_HEADERS", `The headers must be names with values, not ${nameOfType(given)}.`);
    }
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(given)) {
      if (value === null) continue;
      const text = textOfValue(value);
      const problem =
        headerProblem(name) ??
        (/^[\t\x20-\x7e\x80-\xff]{0,4000}$/.test(text) ? null : `“${name}” holds a sign that no header can carry.`);
      if (problem !== null) return permanent("RESPOND_HEADERS", problem);
      headers[name.toLowerCase()] = text;
    }
    return { kind: "done", output: { status, headers, body } };
  },
});
