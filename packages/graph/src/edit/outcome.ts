import type { EditOp, EditRefusal } from "../graph.ts";

/** What one op did to a draft: the op that takes it back, or why it was refused (the draft is then thrown away). */
export type Outcome =
  | { readonly ok: true; readonly inverse: EditOp }
  | { readonly ok: false; readonly refusal: EditRefusal; readonly message: string };

export function done(inverse: EditOp): Outcome {
  return { ok: true, inverse };
}

export function refused(refusal: EditRefusal, message: string): Outcome {
  return { ok: false, refusal, message };
}

export function noNode(id: string): Outcome {
  return refused(
    "NODE_MISSING",
    `There is no node ${JSON.stringify(id.slice(0, 64))} any more. Somebody may have removed it.`,
  );
}

export type OpOf<K extends EditOp["op"]> = Extract<EditOp, { readonly op: K }>;
