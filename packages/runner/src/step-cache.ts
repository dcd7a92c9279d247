import { createHash } from "node:crypto";
import type { StepOutcome } from "@orrery/node-kit";
import { canonicalJson, type Json, type JsonObject } from "@orrery/plan";
import type { CacheEntry } from "@orrery/ports";
import type { Maybe } from "./maybe.ts";
import type { PreparedNode } from "./prepared-plan.ts";
import type { RunContext } from "./run-context.ts";

/** What one attempt has to do with the result cache: where its outcome came from, or under what key it is to be kept. */
export interface CacheNote {
  cached?: { readonly runId: string; readonly at: number };
  keep?: { readonly key: string; readonly ttlMs: number };
}

/**
 * Runs a step that keeps its results: takes a result that is there, and otherwise notes the key under which this one is to
 * be kept. The key covers the workspace, the type and its version, and everything that the config came to.
 */
export function throughCache(
  run: RunContext,
  step: {
    readonly prepared: PreparedNode;
    readonly config: JsonObject;
    readonly evaluate: (path: string) => Json;
    readonly note: CacheNote;
  },
  work: () => Maybe<StepOutcome>,
): Maybe<StepOutcome> {
  const { prepared, note } = step;
  const policy = prepared.node.policy.cache;
  const key = policy === undefined || run.cache === null ? null : cacheKey(run.workspaceId, step);
  if (policy === undefined || key === null) return work();
  const found = readCached(run, key).then((hit) => {
    if (hit !== null) {
      note.cached = hit.cached;
      return hit.outcome;
    }
    note.keep = { key, ttlMs: policy.ttlMs };
    return work();
  });
  return found;
}

/** The entry that goes out with the success of the step. */
export function cacheEntry(note: CacheNote, outcome: StepOutcome, valueId: string): CacheEntry | null {
  // What a step does to memory or to files is done by itself only.
  if (note.keep === undefined || outcome.kind !== "done" || outcome.writes !== undefined || outcome.files !== undefined)
    return null;
  const { handle = null, usage = null, model = null } = outcome;
  return { ...note.keep, valueId, handle, usage, model };
}

/** Null where an expression that is evaluated only when needed would fail: then only running it says what it gives. */
function cacheKey(
  workspaceId: string,
  { prepared, config, evaluate }: { prepared: PreparedNode; config: JsonObject; evaluate: (path: string) => Json },
): string | null {
  const { type, typeVersion } = prepared.node;
  try {
    const lazy = prepared.lazyFields.map(({ path }) => [path.join("."), evaluate(path.join("."))]);
    const text = canonicalJson({ workspaceId, type, typeVersion, config, lazy });
    return createHash("sha256").update(text).digest("hex");
  } catch {
    return null;
  }
}

async function readCached(run: RunContext, key: string) {
  // The cache is no promise: whatever is wrong with it, the step runs.
  const hit = await run.cache?.read(run.workspaceId, key, run.means.clock.now()).catch(() => null);
  if (hit == null) return null;
  const value = await run.readOf(hit.runId, hit.valueId).catch(() => null);
  if (value === null) return null;
  const { handle, usage, model, runId, at } = hit;
  const outcome: StepOutcome = {
    kind: "done",
    output: value,
    ...(handle !== null && { handle }),
    ...(usage !== null && { usage }),
    ...(model !== null && { model }),
  };
  return { outcome, cached: { runId, at } };
}
