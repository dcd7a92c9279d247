import { addCounts, type NodeFact, type RunFacts, timeBucket } from "@orrery/engine";

/** A run to be counted, with the names of its nodes in the drawing it shows. */
export interface CountedRun {
  readonly facts: RunFacts;
  readonly names: ReadonlyMap<string, string>;
}

/** To which sum something belongs: `at` is the start of an hour or a day (UTC), epoch ms. */
export interface TallyPlace {
  readonly workspaceId: string;
  readonly subject: string;
  readonly hours: 1 | 24;
  readonly at: number;
}

export interface RunTallyRow extends TallyPlace {
  succeeded: number;
  failed: number;
  cancelled: number;
  readonly times: number[];
  usd: number;
  tokens: number;
  slow: { readonly runId: string; readonly ms: number } | null;
}

export interface NodeTallyRow extends TallyPlace {
  readonly nodeId: string;
  nodeType: string;
  nodeName: string;
  isContainer: boolean;
  runs: number;
  failedRuns: number;
  readonly times: number[];
  ms: number;
  usd: number;
  tokens: number;
  retries: number;
  slow: { readonly runId: string; readonly ms: number };
  dear: { readonly runId: string; readonly usd: number } | null;
}

export interface FaultTallyRow extends TallyPlace {
  readonly nodeId: string;
  readonly code: string;
  nodeType: string;
  nodeName: string;
  runs: number;
  lastRunId: string;
}

export interface RunFaultRow {
  readonly runId: string;
  readonly workspaceId: string;
  readonly nodeId: string;
  readonly code: string;
}

export interface RunSums {
  readonly runs: readonly RunTallyRow[];
  readonly nodes: readonly NodeTallyRow[];
  readonly faults: readonly FaultTallyRow[];
  readonly runFaults: readonly RunFaultRow[];
}

/** The subject of all runs of a workspace, and of those that belong to no workflow. */
export const ofAll = "*";
export const ofNone = "-";

const hourMs = 3_600_000;

/** What these runs add to the sums. Rows are in the order of their keys, so that two that write at once cannot block each other. */
export function sumRuns(counted: readonly CountedRun[]): RunSums {
  const runs = new Map<string, RunTallyRow>();
  const nodes = new Map<string, NodeTallyRow>();
  const faults = new Map<string, FaultTallyRow>();
  const runFaults: RunFaultRow[] = [];
  for (const { facts, names } of counted) {
    const { runId, workspaceId } = facts;
    const own = facts.workflowId ?? ofNone;
    const found = faultsOf(facts);
    for (const { node, code } of found) runFaults.push({ runId, workspaceId, nodeId: node?.nodeId ?? "", code });
    for (const hours of [1, 24] as const) {
      const at = Math.floor(facts.createdAt / (hours * hourMs)) * hours * hourMs;
      for (const subject of [ofAll, own]) addRun(runs, { workspaceId, subject, hours, at }, facts);
      const place = { workspaceId, subject: own, hours, at };
      for (const node of facts.nodes) if (node.steps > 0) addNode(nodes, place, { node, runId, names });
      for (const fault of found) addFault(faults, place, { ...fault, runId, names });
    }
  }
  return { runs: inOrder(runs), nodes: inOrder(nodes), faults: inOrder(faults), runFaults };
}

/** Each node and code once; a run that failed by no node's step has its own code. */
function faultsOf(facts: RunFacts): readonly { readonly node: NodeFact | null; readonly code: string }[] {
  const found = facts.nodes.flatMap((node) => node.errorCodes.map((code) => ({ node, code })));
  const isOfStep = found.some(({ node, code }) => code === facts.errorCode && node.nodeId === facts.errorNodeId);
  return facts.errorCode === null || isOfStep ? found : [...found, { node: null, code: facts.errorCode }];
}

function addRun(rows: Map<string, RunTallyRow>, place: TallyPlace, facts: RunFacts): void {
  const row = entry(rows, keyOf(place), () => ({
    ...place,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
    times: [],
    usd: 0,
    tokens: 0,
    slow: null,
  }));
  row[facts.status] += 1;
  row.usd += facts.costUsd ?? 0;
  row.tokens += facts.tokens;
  if (facts.startedAt === null || facts.status === "cancelled") return;
  const ms = Math.max(0, facts.endedAt - facts.startedAt);
  countTime(row.times, ms);
  if (row.slow === null || ms > row.slow.ms) row.slow = { runId: facts.runId, ms };
}

interface InRun {
  readonly runId: string;
  readonly names: ReadonlyMap<string, string>;
}

function addNode(
  rows: Map<string, NodeTallyRow>,
  place: TallyPlace,
  { node, runId, names }: InRun & { readonly node: NodeFact },
): void {
  const { nodeId, nodeType, isContainer, ms } = node;
  const face = { nodeType, nodeName: names.get(nodeId) ?? nodeId, isContainer };
  const row = entry(rows, keyOf(place, nodeId), () => ({
    ...place,
    nodeId,
    ...face,
    runs: 0,
    failedRuns: 0,
    times: [],
    ms: 0,
    usd: 0,
    tokens: 0,
    retries: 0,
    slow: { runId, ms },
    dear: null,
  }));
  Object.assign(row, face);
  row.runs += 1;
  row.failedRuns += node.failed > 0 ? 1 : 0;
  countTime(row.times, ms);
  row.ms += ms;
  row.usd += node.costUsd ?? 0;
  row.tokens += node.tokens;
  row.retries += Math.max(0, node.attempts - node.steps);
  if (ms > row.slow.ms) row.slow = { runId, ms };
  const usd = node.costUsd ?? 0;
  if (usd > (row.dear?.usd ?? 0)) row.dear = { runId, usd };
}

function addFault(
  rows: Map<string, FaultTallyRow>,
  place: TallyPlace,
  { node, code, runId, names }: InRun & { readonly node: NodeFact | null; readonly code: string },
): void {
  const nodeId = node?.nodeId ?? "";
  const face = { nodeType: node?.nodeType ?? "", nodeName: names.get(nodeId) ?? nodeId };
  const row = entry(rows, keyOf(place, nodeId, code), () => ({
    ...place,
    nodeId,
    code,
    ...face,
    runs: 0,
    lastRunId: runId,
  }));
  Object.assign(row, face);
  row.runs += 1;
  if (runId > row.lastRunId) row.lastRunId = runId;
}

function countTime(times: number[], ms: number): void {
  const one: number[] = new Array(timeBucket(ms) + 1).fill(0);
  one[one.length - 1] = 1;
  addCounts(times, one);
}

function keyOf({ workspaceId, subject, hours, at }: TallyPlace, ...more: readonly string[]): string {
  return [workspaceId, subject, hours, String(at).padStart(15, "0"), ...more].join("\n");
}

function entry<Row>(rows: Map<string, Row>, key: string, make: () => Row): Row {
  const known = rows.get(key);
  if (known !== undefined) return known;
  const row = make();
  rows.set(key, row);
  return row;
}

function inOrder<Row>(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}
