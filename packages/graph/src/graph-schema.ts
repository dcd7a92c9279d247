import { z } from "zod";
import type { Graph, GraphEdge, GraphJoin, GraphNode, GraphPin, GraphPolicy, GraphSettings } from "./graph.ts";
import type { Json, JsonObject } from "./json.ts";
import { graphLimits } from "./limits.ts";

const YEAR_MS = 366 * 24 * 60 * 60 * 1000;
const ms = z.int().min(0).max(YEAR_MS);
const nodeId = z.string().meta({ pattern: "^[a-z][a-z0-9_]*$", maxLength: 64 });
const handle = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** What is inside a config is the business of the node type; that it is plain JSON is checked before (`checkJson`). */
const config = z
  .custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error: "expected an object",
  })
  .meta({ type: "object" });

export const pointSchema = z.strictObject({ x: z.number(), y: z.number() });
export const sizeSchema = z.strictObject({
  width: z.number().min(1).max(100_000),
  height: z.number().min(1).max(100_000),
});

export const policySchema: z.ZodType<GraphPolicy> = z.strictObject({
  retry: z
    .strictObject({
      maxAttempts: z.int().min(1).max(100).exactOptional(),
      initialMs: ms.exactOptional(),
      factor: z.number().min(1).max(100).exactOptional(),
      maxMs: ms.exactOptional(),
      jitter: z.boolean().exactOptional(),
    })
    .exactOptional(),
  timeoutMs: ms.min(1).exactOptional(),
  onError: z.enum(["fail", "branch", "continue"]).exactOptional(),
  onUncertain: z.enum(["fail", "ask", "retry"]).exactOptional(),
  cache: z.strictObject({ ttlMs: ms }).exactOptional(),
  undo: nodeId.exactOptional(),
  runsOn: z.array(z.string().min(1).max(64)).max(32).exactOptional(),
});

/** What may name a quality of an executor (`ORRERY_LABELS`), and so what a step may ask for in `runsOn`. */
export const executorLabel: RegExp = /^[\w.:/-]{1,64}$/;

export const joinSchema: z.ZodType<GraphJoin> = z.union([
  z.enum(["all", "any"]),
  z.strictObject({
    quorum: z.int().min(1),
    deadlineMs: ms.exactOptional(),
    cancelRest: z.boolean().exactOptional(),
  }),
]);

export const settingsSchema: z.ZodType<GraphSettings> = z.strictObject({
  budget: z
    .strictObject({
      maxSteps: z.int().min(1).max(10_000_000).exactOptional(),
      maxWallMs: ms.min(1).exactOptional(),
      maxUsd: z.number().min(0).exactOptional(),
      maxTokens: z.int().min(0).exactOptional(),
      maxModelCalls: z.int().min(0).exactOptional(),
    })
    .exactOptional(),
  concurrency: z.strictObject({ key: z.string().max(4096), limit: z.int().min(1) }).exactOptional(),
  priority: z.int().min(-1000).max(1000).exactOptional(),
  onBudget: z.enum(["fail", "pause"]).exactOptional(),
});

export const pinSchema: z.ZodType<GraphPin> = z.strictObject({
  output: z.custom<Json>(
    (value) => value !== undefined && new TextEncoder().encode(JSON.stringify(value)).length <= graphLimits.pinBytes,
    { error: "expected JSON of at most 256 KB" },
  ),
  handle: handle.exactOptional(),
});

export const nodeSchema: z.ZodType<GraphNode> = z.strictObject({
  id: nodeId,
  type: z.string().min(1).max(64),
  typeVersion: z.int().min(1).exactOptional(),
  label: z.string().max(200).exactOptional(),
  position: pointSchema.default({ x: 0, y: 0 }),
  size: sizeSchema.exactOptional(),
  parentId: nodeId.exactOptional(),
  config: config.default({}),
  policy: policySchema.exactOptional(),
  join: joinSchema.exactOptional(),
  disabled: z.boolean().exactOptional(),
  pinned: pinSchema.exactOptional(),
});

export const edgeSchema: z.ZodType<GraphEdge> = z.strictObject({
  id: z.string().min(1).max(300),
  source: nodeId,
  sourceHandle: handle.default("out"),
  target: nodeId,
  targetHandle: handle.default("in"),
});

/** A name stands in lists and columns: text without NUL, which the database refuses. */
export const nameSchema = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !name.includes("\0"), "A name may not hold the character NUL.");

/** The document's shape. Ids, references and limits are `checkIntegrity`'s, plain JSON is `checkJson`'s. */
export const graphSchema: z.ZodType<Graph> = z.strictObject({
  schema: z.literal("orrery.graph/v1"),
  name: nameSchema,
  description: z.string().max(10_000).exactOptional(),
  nodes: z.array(nodeSchema).meta({ maxItems: graphLimits.nodes }),
  edges: z.array(edgeSchema).meta({ maxItems: graphLimits.edges }),
  settings: settingsSchema.exactOptional(),
});
