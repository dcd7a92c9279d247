import type { Diagnostic } from "../plan.ts";
import type { Structure } from "./structure.ts";

export type DefaultCollect =
  | { readonly ok: true; readonly collect: string }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** What an iteration gives where the config does not say: the output of the only child that nothing follows. */
export function defaultCollect(id: string, field: string, structure: Structure): DefaultCollect {
  const last = (structure.levels.get(id)?.order ?? []).filter(
    (child) =>
      !structure.outgoing.get(child)?.length && !structure.undone.has(child) && !structure.toolbox.callerOf.has(child),
  );
  const [only] = last;
  if (only !== undefined && last.length === 1) return { ok: true, collect: `{{ ${only} }}` };
  const message =
    only === undefined
      ? `There is nothing inside “${id}” yet. Put a step into it, or say what to keep of each entry.`
      : `Several steps inside “${id}” come last (${last.slice(0, 5).join(", ")}). Say which to keep of each entry.`;
  return { ok: false, diagnostic: { code: "ORR_COLLECT", severity: "error", message, nodeId: id, field } };
}
