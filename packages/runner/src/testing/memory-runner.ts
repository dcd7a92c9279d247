import { randomUUID } from "node:crypto";
import type { RunEvent } from "@orrery/engine";
import type { Catalog, NodeRuntime } from "@orrery/node-kit";
import type { Json, Plan, PlanEdge, PlanNode } from "@orrery/plan";
import type { AppendOutcome, AppendRequest, EventLog, ModelClient } from "@orrery/ports";
import { createMemoryWorld, type MemoryWorld } from "@orrery/ports/memory";
import { createRunner, type Runner, type RunnerOptions } from "../runner.ts";

/** A runner over a store in memory, with node types of the test's own. */
export interface MemoryRunner {
  readonly world: MemoryWorld;
  readonly runner: Runner;
  readonly faults: string[];
  /** Creates a run with its start command. */
  create(plan: Plan, input?: string): Promise<string>;
  events(runId: string): readonly RunEvent[];
  /** `type stepKey CODE` of every event. */
  story(runId: string): readonly string[];
  readValue(runId: string, id: string): Promise<Json | null>;
}

export interface MemoryRunnerOptions {
  readonly runtimes: readonly Pick<NodeRuntime, "type" | "run" | "resume">[];
  readonly mayBegin?: () => boolean;
  /** Stands before the log's own append. */
  readonly append?: (batch: readonly AppendRequest[], append: EventLog["append"]) => Promise<readonly AppendOutcome[]>;
  /** Stands before each reading of values; what it rejects with says only that the store was away. */
  readonly beforeRead?: () => Promise<void>;
  /** Stands before each giving back of a run. */
  readonly beforeRelease?: (runId: string) => Promise<void>;
  /** The database is away whenever a snapshot is to be saved. */
  readonly failSnapshots?: boolean;
  readonly models?: ModelClient;
  /** Absent: no type is known, so that no node is granted anything. */
  readonly catalog?: Catalog;
  /** Instead of a world of its own: another executor on the same store. */
  readonly world?: MemoryWorld;
}

export function createMemoryRunner(options: MemoryRunnerOptions): MemoryRunner {
  const world = options.world ?? createMemoryWorld();
  const owner = randomUUID();
  world.tables.alive.add(owner);
  const faults: string[] = [];
  const runtimes = new Map(options.runtimes.map((runtime) => [runtime.type, runtime]));
  const { append, beforeRead, beforeRelease } = options;
  const { release } = world.leases;
  const settings: RunnerOptions = {
    ...world,
    leases: {
      ...world.leases,
      release: async (runId, ...rest) => {
        await beforeRelease?.(runId);
        return release(runId, ...rest);
      },
    },
    log: {
      ...world.log,
      ...(append !== undefined && { append: (batch) => append(batch, world.log.append) }),
      ...(options.failSnapshots === true && {
        saveSnapshot: () => Promise.reject(new Error("Connection terminated unexpectedly")),
      }),
    },
    values:
      beforeRead === undefined
        ? world.values
        : { ...world.values, read: (runId, id) => beforeRead().then(() => world.values.read(runId, id)) },
    commands: { ...world.commands, author: async () => "Ada" },
    catalog: options.catalog ?? { get: () => undefined, types: [] },
    runtimes: { get: (type) => runtimes.get(type) },
    means: {
      clock: { now: () => Date.now() },
      egress: { fetch: () => Promise.reject(new Error("no network here")) },
      models: options.models ?? {
        generate: () => Promise.reject(new Error("no model here")),
        bound: () => ({ tokens: 0, usd: null, maxTokens: 0 }),
      },
    },
    signalAddress: ({ runId, stepKey }) => `http://orrery.test/signals/${runId}/${stepKey}`,
    owner: () => owner,
    mayBegin: options.mayBegin ?? (() => true),
    isPassing: () => beforeRead !== undefined,
    news: {
      onTrouble: (what, error) => faults.push(`${what}: ${String(error)}`),
      onFault: (_runId, message) => faults.push(message),
    },
  };
  const events = (runId: string): readonly RunEvent[] => world.tables.runs.get(runId)?.events ?? [];
  return {
    world,
    faults,
    runner: createRunner(settings),
    events,
    story: (runId) => events(runId).map(tell),
    readValue: (runId, id) => world.values.read(runId, id),
    async create(plan, json = "{}") {
      const runId = randomUUID();
      world.createRun({ runId, workspaceId: "default", plan });
      const input = randomUUID();
      world.tables.runs.get(runId)?.values.set(input, { id: input, kind: "json", json, labels: { i: "T", c: [] } });
      await world.submit(runId, {
        id: randomUUID(),
        kind: "start",
        by: "Ada",
        input: { id: input, bytes: json.length },
        planHash: plan.hash,
        entry: null,
      });
      return runId;
    },
  };
}

function tell(event: RunEvent): string {
  const step = "stepKey" in event && event.stepKey !== undefined ? ` ${event.stepKey}` : "";
  const code = "error" in event && event.error !== undefined ? ` ${event.error.code}` : "";
  return `${event.type}${step}${code}`;
}

const bound = { max: 1, unboundedBy: [], perItem: {} };

/** A plan of plain nodes in a chain, in the order given. */
export function chainOf(nodes: readonly (Pick<PlanNode, "id" | "type"> & Partial<PlanNode>)[]): Plan {
  const whole = nodes.map(
    (node): PlanNode => ({
      typeVersion: 1,
      nodeHash: node.id,
      parentId: null,
      role: "step",
      config: {},
      effect: "pure",
      reads: [],
      policy: {
        retry: { maxAttempts: 1, initialMs: 1, factor: 1, maxMs: 1, jitter: false },
        timeoutMs: null,
        onError: "fail",
        onUncertain: "fail",
      },
      join: "all",
      handles: ["out"],
      container: null,
      ...node,
    }),
  );
  const edges = whole
    .slice(1)
    .map((node, i): PlanEdge => ({ source: whole[i]?.id ?? "", sourceHandle: "out", target: node.id }));
  return {
    schema: "orrery.plan/v1",
    hash: randomUUID().replaceAll("-", "").repeat(2),
    name: "test",
    nodes: whole,
    edges,
    inputSchema: { type: "object" },
    budget: { maxSteps: 1_000, maxWallMs: 60_000 },
    capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
    bounds: { steps: bound, modelCalls: bound, tokens: bound, usd: bound, wallMs: bound },
    singleOutput: true,
  };
}
