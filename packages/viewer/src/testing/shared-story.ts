import type { RunEvent } from "@orrery/engine";
import { type NodeSpec, planOf, ReferenceShell, type Script } from "@orrery/engine/testing";
import type { SharedNode, SharedRun } from "../shared-run.ts";

const NAMES: Readonly<Record<string, string>> = {
  start: "Tickets",
  fetch: "Customer plan",
  each: "Each ticket",
  classify: "Classify",
  urgent: "Urgent?",
  confirm: "Confirm",
  tell: "Tell on-call",
  done: "Result",
};

const NODES: readonly NodeSpec[] = [
  { id: "start", role: "entry" },
  { id: "fetch", policy: { retry: { maxAttempts: 3 } } },
  { id: "each", map: { concurrency: 4 } },
  { id: "classify", in: "each" },
  { id: "urgent", in: "each", handles: ["true", "false"] },
  { id: "confirm", in: "each", handles: ["approved", "refused"] },
  { id: "tell" },
  { id: "done", role: "output" },
];

const EDGES = ["start -> fetch -> each -> done", "fetch.error -> tell", "classify -> urgent", "urgent.true -> confirm"];

export interface StoryOptions {
  readonly items?: number;
  /** Events after which it stops; the whole run without it. */
  readonly most?: number;
}

/** A run told by the engine's own reference shell: a request that is tried twice, and a map whose steps ask people. */
export function sharedStory({ items = 12, most = 100_000 }: StoryOptions = {}): SharedRun {
  const withBranch = NODES.map((node) => (node.id === "fetch" ? { ...node, handles: ["out", "error"] } : node));
  const plan = planOf(withBranch, EDGES);
  const shell = new ReferenceShell(plan, scriptOf(items));
  shell.now = Date.UTC(2026, 10, 24, 14, 2, 11);
  shell.start("start");
  let turn = 0;
  while (shell.log.length < most && shell.state.end === null) {
    shell.tick();
    const [work] = shell.endable.slice(turn % 3);
    const [waiting] = shell.state.waiting;
    shell.now += 40 + ((turn * 37) % 160);
    turn += 1;
    if (work !== undefined) shell.end(work);
    else if (shell.endable[0] !== undefined) shell.end(shell.endable[0]);
    else if (waiting !== undefined) {
      shell.now += 60_000;
      shell.command({ id: `answer-${turn}`, kind: "answer", by: "test", stepKey: waiting, answer: VALUE });
    } else if (shell.state.timers.nextAt !== null) shell.now = Math.max(shell.now, shell.state.timers.nextAt);
    else break;
  }
  return {
    v: 1,
    title: "Ticket triage",
    plan,
    drawing: { nodes: DRAWN, edges: drawnEdges(plan.edges) },
    events: shell.log.slice(0, most),
    values: valuesOf(shell.log),
    usage: "shown",
    live: null,
  };
}

const VALUE = { id: "value", bytes: 120 };

function scriptOf(items: number): Script {
  return {
    outcome: ({ do: what, stepKey, attempt }) => {
      if (what === "open") return { kind: "opened", count: items };
      const nodeId = stepKey.slice(stepKey.lastIndexOf("/") + 1);
      const item = Number(/\[(\d+)\]/.exec(stepKey)?.[1] ?? 0);
      if (nodeId === "fetch" && attempt === 1)
        return { kind: "failed", error: { code: "HTTP_503", class: "transient" } };
      if (nodeId === "urgent") return { kind: "done", output: VALUE, handle: item % 3 === 0 ? "true" : "false" };
      if (nodeId === "confirm")
        return what === "resume"
          ? { kind: "done", output: VALUE, handle: "approved" }
          : { kind: "wait", for: "person", dueAt: null, show: VALUE };
      if (nodeId === "classify")
        return {
          kind: "done",
          output: VALUE,
          usage: { inputTokens: 68, outputTokens: 14, usd: 0.0004 },
          model: "default",
        };
      return { kind: "done", output: VALUE };
    },
  };
}

function valuesOf(log: readonly RunEvent[]): SharedRun["values"] {
  const values: Record<string, SharedRun["values"][string]> = {};
  for (const event of log) {
    if (event.type !== "step.succeeded" || !event.stepKey.endsWith("classify")) continue;
    const text = JSON.stringify({ level: "urgent", because: "cannot log in since this morning" });
    values[event.stepKey] = { output: { text, kind: "json", bytes: text.length, cut: false } };
  }
  return values;
}

function drawn(
  id: string,
  place: Pick<SharedNode, "x" | "y" | "category" | "typeTitle"> & Partial<SharedNode>,
): SharedNode {
  return { id, name: NAMES[id] ?? id, type: id, width: 232, height: 104, ...place };
}

const DRAWN: readonly SharedNode[] = [
  drawn("start", { x: 0, y: 0, category: "start-end", typeTitle: "Input" }),
  drawn("fetch", { x: 300, y: 0, category: "network", typeTitle: "HTTP request" }),
  drawn("each", { x: 600, y: -20, width: 860, height: 360, category: "flow", typeTitle: "Map" }),
  drawn("classify", { x: 630, y: 60, parent: "each", category: "ai", typeTitle: "Prompt" }),
  drawn("urgent", { x: 910, y: 60, parent: "each", category: "flow", typeTitle: "Branch" }),
  drawn("confirm", { x: 1190, y: 200, parent: "each", category: "human", typeTitle: "Approval" }),
  drawn("tell", { x: 600, y: 400, category: "network", typeTitle: "E-mail" }),
  drawn("done", { x: 1520, y: 0, category: "start-end", typeTitle: "Output" }),
];

function drawnEdges(edges: SharedRun["plan"]["edges"]): SharedRun["drawing"]["edges"] {
  return edges.map(({ source, sourceHandle, target }) => ({
    id: `${source}.${sourceHandle}-${target}`,
    from: source,
    fromHandle: sourceHandle,
    to: target,
    toHandle: "in",
  }));
}
