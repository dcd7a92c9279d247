import { z } from "zod";
import { checkIntegrity } from "../check-integrity.ts";
import { checkJson } from "../check-json.ts";
import { edgeSchema, nodeSchema } from "../graph-schema.ts";
import { readJson } from "../read-json.ts";
import type { Clip } from "./copy-nodes.ts";

const clipSchema: z.ZodType<Clip> = z.strictObject({
  schema: z.literal("orrery.clip/v1"),
  nodes: z.array(nodeSchema).min(1),
  edges: z.array(edgeSchema),
});

/** Reads what the clipboard holds, under the limits of a document. Null where it is not a clip. Never throws. */
export function parseClip(text: string): Clip | null {
  const read = readJson(text);
  if (!read.ok || checkJson(read.value).length > 0) return null;
  const parsed = clipSchema.safeParse(read.value);
  if (!parsed.success) return null;
  const { nodes, edges } = parsed.data;
  return checkIntegrity({ schema: "orrery.graph/v1", name: "clip", nodes, edges }).length > 0 ? null : parsed.data;
}
