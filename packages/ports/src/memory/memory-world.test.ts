import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type ConformanceWorld, conformance } from "../conformance/index.ts";
import { createMemoryWorld } from "./memory-world.ts";

async function makeWorld(): Promise<ConformanceWorld> {
  const { tables, createRun, ...world } = createMemoryWorld();
  return {
    ...world,
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
    killExecutor: async (owner) => {
      tables.alive.delete(owner);
    },
    jobsOf: async (runId) => tables.jobs.filter((job) => job.runId === runId).map((job) => job.at),
    dispose: async () => {},
  };
}

conformance(makeWorld, { test, expect });
