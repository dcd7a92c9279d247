import { openRunStore, type RunStore, submitCommand, submitRuns } from "@orrery/db";
import { commandSchema, type RunEvent } from "@orrery/engine";
import type { Graph, GraphEdge, GraphNode } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile, type Json } from "@orrery/plan";
import { runGate } from "@orrery/services";
import { v7 as uuidv7 } from "uuid";

/** Starts graphs as runs on a real database and looks at what became of them, as the studio would. */
export interface GraphRuns {
  readonly store: RunStore;
  /** Compiles and submits as many runs of the graph as there are inputs, in one statement. Returns their ids. */
  start(graph: Graph, inputs: readonly Json[], traceOf?: (i: number) => string): Promise<readonly string[]>;
  answer(runId: string, stepKey: string, answer: Json): Promise<string>;
  cancel(runId: string): Promise<string>;
  /** Resolves with the log once `isSo` holds for it; rejects after `withinMs`. */
  until(runId: string, isSo: (log: readonly RunEvent[]) => boolean, withinMs?: number): Promise<readonly RunEvent[]>;
  /** The log of a run that has ended, in short: `type stepKey`. */
  ended(runId: string, withinMs?: number): Promise<readonly RunEvent[]>;
  output(log: readonly RunEvent[], runId: string): Promise<Json | null>;
  close(): Promise<void>;
}

export function openGraphRuns(databaseUrl: string): GraphRuns {
  const store = openRunStore({ databaseUrl, poolSize: 4, parseCommand: (row) => commandSchema.parse(row) });

  const value = (json: string) => ({ id: uuidv7(), kind: "json" as const, json, labels: { i: "T" as const, c: [] } });

  const until: GraphRuns["until"] = async (runId, isSo, withinMs = 100_000) => {
    const end = Date.now() + withinMs;
    for (;;) {
      const log = await store.log.read(runId, 0, 100_000);
      if (isSo(log)) return log;
      if (Date.now() > end) throw new Error(`not so within ${withinMs} ms: ${log.map(brief).join(", ")}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };

  return {
    store,
    until,

    async start(graph, inputs, traceOf) {
      const { plan, diagnostics } = compile(graph, { catalog });
      if (plan === null) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
      const json = JSON.stringify(plan);
      const entry = plan.nodes.find((node) => node.role === "entry")?.id ?? null;
      const runs = inputs.map((given, i) => {
        const input = value(JSON.stringify(given));
        const ref = { id: input.id, bytes: Buffer.byteLength(input.json) };
        return {
          runId: uuidv7(),
          workspaceId: "default",
          workflowId: null,
          name: graph.name,
          plan: { hash: plan.hash, json },
          drawing: { hash: plan.hash, json: JSON.stringify(graph) },
          startedBy: "test",
          ...runGate(plan, { workspaceId: "default", workflowId: null, name: graph.name, entry, input: given }),
          command: {
            id: uuidv7(),
            payload: JSON.stringify({ input: ref, planHash: plan.hash, entry, ...(traceOf && { trace: traceOf(i) }) }),
          },
          input,
        };
      });
      await submitRuns(store.pool, runs);
      return runs.map((run) => run.runId);
    },

    async answer(runId, stepKey, answer) {
      const stored = value(JSON.stringify(answer));
      const ref = { id: stored.id, bytes: Buffer.byteLength(stored.json) };
      const id = uuidv7();
      const payload = JSON.stringify({ stepKey, answer: ref });
      await submitCommand(store.pool, {
        runId,
        workspaceId: "default",
        id,
        kind: "answer",
        payload,
        by: "Ada",
        value: stored,
      });
      return id;
    },

    async cancel(runId) {
      const id = uuidv7();
      const base = { runId, workspaceId: "default", id, by: "Ada" };
      await submitCommand(store.pool, { ...base, kind: "cancel", payload: "{}", value: null });
      return id;
    },

    ended: (runId, withinMs) => until(runId, (log) => log.some(isEnd), withinMs),

    async output(log, runId) {
      const last = log.find((event) => event.type === "run.succeeded");
      return last?.type === "run.succeeded" && last.output !== null ? store.values.read(runId, last.output.id) : null;
    },

    close: () => store.close(),
  };
}

/** One event in short. */
export function brief(event: RunEvent): string {
  return `${event.type}${"stepKey" in event && event.stepKey !== undefined ? ` ${event.stepKey}` : ""}`;
}

function isEnd(event: RunEvent): boolean {
  return ["run.succeeded", "run.failed", "run.cancelled"].includes(event.type);
}

/** A graph from its nodes and wires (`"a.true -> b"`, `"a -> b"` for `a.out`). */
export function graphOf(nodes: readonly Omit<GraphNode, "position">[], wires: readonly string[]): Graph {
  const edges = wires.map((wire, i): GraphEdge => {
    const [from = "", target = ""] = wire.split(" -> ");
    const [source = "", sourceHandle = "out"] = from.split(".");
    return { id: `e${i}`, source, sourceHandle, target, targetHandle: "in" };
  });
  return {
    schema: "orrery.graph/v1",
    name: "test",
    nodes: nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } })),
    edges,
  };
}
