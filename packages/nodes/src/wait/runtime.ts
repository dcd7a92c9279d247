import { defineRuntime, type Json, type JsonSchema, type StepOutcome } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";
import { schemaFailure } from "../schema-failure.ts";

/** Far enough for any plan of people, near enough that no clock overflows. */
const longestMs = 10 * 366 * 24 * 3_600_000;

type DueAt = { readonly at: number } | { readonly problem: string };

function readMs(ms: Json, now: number): DueAt {
  if (typeof ms !== "number" || !Number.isFinite(ms)) {
    return { problem: `The time to wait is ${nameOfType(ms)}, not a number of milliseconds.` };
  }
  if (ms < 0 || ms > longestMs) return { problem: `A wait of ${ms} ms is not between 0 and ten years.` };
  return { at: now + ms };
}

function readUntil(until: Json | undefined, now: number): DueAt {
  const at = typeof until === "string" && /^\d{4}-\d{2}-\d{2}/.test(until) ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(at)) {
    const found = typeof until === "string" ? `"${until.slice(0, 80)}"` : nameOfType(until);
    return { problem: `The time to wait for is ${found}, not an ISO time such as 2027-01-31T09:00:00Z.` };
  }
  if (at - now > longestMs) return { problem: "A wait may last ten years at most." };
  return { at };
}

function done(at: number): StepOutcome {
  return { kind: "done", output: { at: new Date(at).toISOString() } };
}

interface WaitConfig {
  readonly ms?: Json;
  readonly until?: Json;
  readonly signal?: { readonly schema?: JsonSchema; readonly expiresMs?: number };
}

/**
 * Waits for a duration or until a time (one that is past goes on at once; `WAIT_INVALID` where it is neither), or for a call
 * from outside, whose body has to fit the schema.
 */
export const waitRuntime = defineRuntime<WaitConfig>({
  type: "wait",
  run(ctx, { config }) {
    const now = ctx.now();
    const { signal } = config;
    if (signal !== undefined) {
      const { expiresMs } = signal;
      return { kind: "wait", wait: { for: "signal", ...(expiresMs !== undefined && { dueAt: now + expiresMs }) } };
    }
    const due = config.ms !== undefined ? readMs(config.ms, now) : readUntil(config.until, now);
    if ("problem" in due) return permanent("WAIT_INVALID", due.problem);
    if (due.at <= now) return done(now);
    return { kind: "wait", wait: { for: "time", dueAt: due.at } };
  },
  resume(_ctx, { config }, answer) {
    if (answer.from !== "signal") return done(answer.at);
    const { body, at } = answer;
    const schema = config.signal?.schema;
    const failure = schema === undefined ? null : schemaFailure("SIGNAL_INVALID", "The call", { schema, value: body });
    return failure ?? { kind: "done", output: { at: new Date(at).toISOString(), body } };
  },
});
