import type { JsonObject } from "@orrery/graph";
import { z } from "zod";
import type { Plan } from "./plan.ts";

const id = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const names = z.array(z.string());
const object = z
  .custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value))
  .meta({ type: "object" });
const json = z.json();

const bound = z.strictObject({
  max: z.number().nullable(),
  unboundedBy: z.array(id),
  perItem: z.record(id, z.number()),
});

const node = z.strictObject({
  id,
  type: z.string(),
  typeVersion: z.int(),
  nodeHash: hash,
  parentId: id.nullable(),
  role: z.enum(["entry", "step", "output", "undo", "tool"]),
  config: object,
  effect: z.enum(["pure", "repeatable", "keyed", "once"]),
  reads: z.array(id),
  signals: z.array(id).exactOptional(),
  answersCaller: z.literal(true).exactOptional(),
  policy: z.strictObject({
    retry: z.strictObject({
      maxAttempts: z.int(),
      initialMs: z.number(),
      factor: z.number(),
      maxMs: z.number(),
      jitter: z.boolean(),
    }),
    timeoutMs: z.number().nullable(),
    onError: z.enum(["fail", "branch", "continue"]),
    onUncertain: z.enum(["fail", "retry", "ask"]),
    cache: z.strictObject({ ttlMs: z.number() }).exactOptional(),
    undo: id.exactOptional(),
    runsOn: names.exactOptional(),
  }),
  join: z.union([
    z.enum(["all", "any"]),
    z.strictObject({ quorum: z.int().min(1), deadlineMs: z.number().nullable(), cancelRest: z.boolean() }),
  ]),
  handles: names,
  container: z
    .discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("each"),
        items: json,
        collect: json,
        concurrency: z.int(),
        onItemError: z.enum(["fail", "skip", "null"]),
      }),
      z.strictObject({
        kind: z.literal("loop"),
        initial: json,
        next: json,
        until: json,
        maxIterations: z.int().min(1),
      }),
    ])
    .nullable(),
  tools: z
    .record(
      id,
      z.strictObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
        description: z.string(),
        parameters: object,
        permission: z.enum(["allow", "ask", "deny"]),
      }),
    )
    .exactOptional(),
  subSteps: z.literal(true).exactOptional(),
  disabled: z.literal(true).exactOptional(),
});

/** The shape of a stored plan, for reading one back and for public/schema/plan.v1.json. */
export const planSchema: z.ZodType<Plan> = z.strictObject({
  schema: z.literal("orrery.plan/v1"),
  hash,
  name: z.string(),
  nodes: z.array(node),
  edges: z.array(z.strictObject({ source: id, sourceHandle: z.string(), target: id })),
  inputSchema: object,
  budget: z.strictObject({
    maxSteps: z.int(),
    maxWallMs: z.number(),
    maxUsd: z.number().exactOptional(),
    maxTokens: z.number().exactOptional(),
    maxModelCalls: z.number().exactOptional(),
  }),
  onBudget: z.literal("pause").exactOptional(),
  concurrency: z.strictObject({ key: z.string(), limit: z.int().min(1) }).exactOptional(),
  priority: z.int().exactOptional(),
  capabilities: z.strictObject({ hosts: names, models: names, secrets: names, tools: names, namespaces: names }),
  bounds: z.strictObject({ steps: bound, modelCalls: bound, tokens: bound, usd: bound, wallMs: bound }),
  singleOutput: z.boolean(),
});
