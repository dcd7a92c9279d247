import { defineRuntime, type Json, type StepOutcome } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";

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

/** Waits for a duration or until a time; one that is past goes on at once. `WAIT_INVALID` where it is neither. */
export const waitRuntime = defineRuntime<{ readonly ms?: Json; readonly until?: Json }>({
  type: "wait",
  run(ctx, { config }) {
    const now = ctx.now();
    const due = config.ms !== undefined ? readMs(config.ms, now) : readUntil(config.until, now);
    if ("problem" in due) return permanent("WAIT_INVALID", due.problem);
    if (due.at <= now) return done(now);
    return { kind: "wait", wait: { for: "time", dueAt: due.at } };
  },
  resume: (_ctx, _input, answer) => done(answer.at),
});
