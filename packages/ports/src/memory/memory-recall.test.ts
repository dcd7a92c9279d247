import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { conformanceVector, memoryConformance } from "../conformance/index.ts";
import { memoryRecall } from "./memory-recall.ts";
import { createMemoryWorld } from "./memory-world.ts";

memoryConformance(
  async () => {
    const { tables, createRun, log, leases } = createMemoryWorld();
    const embeddings = {
      embed: async ({ texts }: { readonly texts: readonly string[] }) => ({
        vectors: texts.map(conformanceVector),
        usage: { inputTokens: 0, outputTokens: 0, usd: 0 },
      }),
    };
    const now = () => 1_700_000_000_000;
    return {
      log,
      leases,
      memory: memoryRecall(tables.recall, embeddings, now),
      workspaceId: "default",
      now,
      newId: randomUUID,
      createRun: async (plan) => {
        const runId = randomUUID();
        createRun({ runId, workspaceId: "default", plan });
        return runId;
      },
      newExecutor: async () => {
        const owner = randomUUID();
        tables.alive.add(owner);
        return owner;
      },
      dispose: async () => undefined,
    };
  },
  { test, expect },
);
