import type { BudgetLimits, ChildEnd, EventBody, RunCommand, RunEvent, StepDelta, UsageFigures } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { FileWrite } from "./files.ts";
import type { BuiltInPrice, ListedModels, LocalEndpoint, ModelProvider, ModelRouteView } from "./model-setup.ts";
import type { MemoryChange } from "./recall/memory-ports.ts";
import type { Json, ModelAnswer, ModelRequest } from "./types.ts";

/** Where data came from (T trusted, B bounded, U untrusted) and who may see it. */
export interface ValueLabels {
  readonly i: "T" | "B" | "U";
  readonly c: readonly string[];
}

/**
 * `json`: data as it is. `error`: `{ message, details }`. `results`: a map's output by reference,
 * `{ results: (valueId | null)[], failed: { index, code, valueId | null }[] }`, resolved on reading.
 */
export type ValueKind = "json" | "error" | "results";

export interface NewValue {
  readonly id: string;
  readonly kind: ValueKind;
  /** JSON text, UTF-8, ≤ 4 MB. */
  readonly json: string;
  readonly labels: ValueLabels;
}

/** One run's contribution to a batch: its events in order (numbered from `lastSeq + 1`), the values they name, and the row's cache. */
export interface AppendRequest {
  readonly runId: string;
  readonly epoch: number;
  readonly lastSeq: number;
  readonly events: readonly EventBody[];
  readonly values: readonly NewValue[];
  /** Commands that these events answer: command id → seq of its event. */
  readonly handled: ReadonlyMap<string, number>;
  /** Values of another run of the same workspace that the events name too: they are there under the same ids. */
  readonly copied?: { readonly fromRun: string; readonly ids: readonly string[] };
  /** Results to be kept for other runs, with the successes among the events. */
  readonly cache?: readonly CacheEntry[];
  readonly row: RunRowCache;
  readonly outbox?: Outbox;
}

/** A result that may stand for those of other steps with the same key, for a while. */
export interface CacheEntry {
  readonly key: string;
  readonly valueId: string;
  readonly ttlMs: number;
  readonly handle: string | null;
  readonly usage: UsageFigures | null;
  readonly model: string | null;
}

/** Kept results of steps, within a workspace. Nothing rests on it: it may forget at any time. */
export interface ResultCache {
  /** `now` is epoch ms. Null where there is none, or it has expired. `at`: when it was worked out. */
  read(
    workspaceId: string,
    key: string,
    now: number,
  ): Promise<
    | (Omit<CacheEntry, "key" | "ttlMs"> & {
        readonly runId: string;
        readonly at: number;
      })
    | null
  >;
}

/** The cache of the fold in the run's row, for lists. */
export interface RunRowCache {
  readonly status: string;
  readonly waits: number;
  readonly outputValueId: string | null;
  readonly errorCode: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** A run of a published version that a step starts and waits for. */
export interface ChildStart {
  readonly runId: string;
  /** Of its start. */
  readonly commandId: string;
  readonly workflowId: string;
  readonly version: number;
  readonly input: NewValue;
  readonly bytes: number;
}

/** What goes to other runs in the transaction of a run's events, or not at all. */
export interface Outbox {
  readonly starts: readonly (ChildStart & {
    readonly stepKey: string;
    readonly depth: number;
    /** What the parent has reserved for it. */
    readonly budget: BudgetLimits;
  })[];
  /** Runs that it had started and no longer waits for: they are to end. */
  readonly cancels: readonly { readonly runId: string; readonly commandId: string }[];
  /** To the step that waits for this run: that it has ended. */
  readonly end: { readonly parentRunId: string; readonly stepKey: string; readonly end: ChildEnd } | null;
  /** What steps that succeeded do to memory, in order. */
  readonly memory?: readonly MemoryChange[];
  /** What steps that succeeded do to names of files, in order. */
  readonly files?: readonly FileWrite[];
}

export type AppendOutcome =
  | { readonly kind: "ok" }
  /** Another executor owns the run now; nothing was written. */
  | { readonly kind: "stale" }
  /** This run's rows cannot be written (and would fail again). Nothing was written. */
  | { readonly kind: "rejected"; readonly message: string };

export interface EventLog {
  /** One transaction for all; a stale or rejected run is left out and the others land. Results in order of requests. */
  append(batch: readonly AppendRequest[]): Promise<readonly AppendOutcome[]>;
  /** Events with seq > after, in order, at most `limit`. */
  read(runId: string, after: number, limit: number): Promise<readonly RunEvent[]>;
  /** The plan that a run executes; null where there is no such run. */
  plan(runId: string): Promise<Plan | null>;
  saveSnapshot(runId: string, seq: number, version: number, state: Json): Promise<void>;
  latestSnapshot(runId: string, version: number): Promise<{ readonly seq: number; readonly state: Json } | null>;
}

export interface ClaimedRun {
  readonly runId: string;
  /** The run and the step that wait for this one. */
  readonly parent?: { readonly runId: string; readonly stepKey: string };
  /** How many runs one after another led to this one; absent: none. */
  readonly depth?: number;
  readonly workspaceId: string;
  readonly epoch: number;
  readonly lastSeq: number;
  readonly plan: Plan;
  /** Commands that no event had answered, oldest first; those that come later are told by the bus. */
  readonly inbox: readonly RunCommand[];
  /** The value that a start command in the inbox names, where it came with the claim; otherwise it is read when needed. */
  readonly input: { readonly id: string; readonly bytes: number; readonly value: Json } | null;
  /** How often in a row it was put off before; absent: not at all. */
  readonly troubles?: number;
}

export interface RunRelease {
  readonly wakeAt?: number | null;
  readonly needs?: readonly string[];
}

/**
 * `free`: it was given back. `called`: unhandled commands are waiting, so it was not, and the caller drives on. `stale`: it was
 * no longer the caller's; a job that the caller took for this run may be the one by which it was passed on.
 */
export type ReleaseOutcome = "free" | "called" | "stale";

export interface Leases {
  /** Takes the run and raises its epoch, unless a live executor other than `owner` holds it or it has ended (null). */
  claim(runId: string, owner: string): Promise<ClaimedRun | null>;
  /**
   * Gives the run back, if still mine, and asks in the same transaction that it be driven at `wakeAt` (epoch ms; null or
   * absent: when something comes from outside). With `needs` only executors that have these labels can claim it from then on
   * (or any, to stop it), and they find it without a job.
   */
  release(runId: string, owner: string, epoch: number, then?: RunRelease): Promise<ReleaseOutcome>;
  /**
   * Gives back a run that cannot be read here, whatever stands in its inbox, and asks that it be tried again at `until`
   * (epoch ms). `why` is shown to people until somebody has driven it. False where it was not mine: nothing changes.
   */
  putOff(
    runId: string,
    owner: string,
    epoch: number,
    off: { readonly until: number; readonly why: string },
  ): Promise<boolean>;
  /**
   * Gives back a run that has not begun and has to have one of these places first; it is driven when it has one. False where
   * it had been given a gate before (it holds its place then), or is not mine: nothing changes.
   */
  queue(runId: string, owner: string, epoch: number, gate: RunGate): Promise<boolean>;
}

/** Places that runs of one workflow share. */
export interface RunGate {
  /** Equal for runs of the workflow that share places. */
  readonly hash: string;
  readonly label: string;
  readonly limit: number;
  readonly priority: number;
}

export interface Commands {
  /** Commands of a run not yet answered by an event, oldest first. */
  pending(runId: string): Promise<readonly RunCommand[]>;
}

export interface Values {
  /** The value as plain JSON, `results` resolved; null where there is none (expired). */
  read(runId: string, id: string): Promise<Json | null>;
  readMany(runId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Json>>;
}

export interface Queue {
  /** Asks that somebody drives the run, at `at` (epoch ms) or now. One statement for all. */
  drive(jobs: readonly { readonly runId: string; readonly at?: number }[]): Promise<void>;
}

/**
 * `run` and `command` carry run ids, `draft` workflow ids, `workspace` the ids of workspaces whose run list changed, and
 * `trigger` the ids of workflows whose triggers changed, `access` the names of those who may less or more than before
 * (`user:…`, `key:…`), and `drive` says `executor/run` to the one executor that may take a new run before its job is fetched.
 * `comment` carries the ids of workflows whose comments changed, and `presence` says `workflow/sign` of who looks at one: a
 * sign is a text without commas, and one that is lost is made up for by the next.
 */
export type BusChannel =
  | "run"
  | "command"
  | "draft"
  | "workspace"
  | "drive"
  | "trigger"
  | "access"
  | "presence"
  | "comment";

/** Wake-ups and live text between processes. Losing a message loses nothing but time: readers poll slowly as well. */
export interface Bus {
  publish(channel: BusChannel, ids: readonly string[]): Promise<void>;
  publishDelta(runId: string, delta: StepDelta): Promise<void>;
  subscribe(channel: BusChannel, listener: (id: string) => void): () => void;
  /** Called after a lost connection is back: whatever came in between was missed, so readers read again. */
  onReconnect(listener: () => void): () => void;
  subscribeDelta(runId: string, listener: (delta: StepDelta) => void): () => void;
}

export interface Clock {
  /** Epoch ms. */
  now(): number;
}

export interface ModelInfo {
  readonly id: string;
  readonly label: string;
  /** Offline means no LLM: always shown as such. */
  readonly offline: boolean;
  /** What its calls cost is known; the offline one costs nothing. */
  readonly hasPrice: boolean;
}

export interface ModelDirectory {
  /** Without a workspace: what the installation itself has. */
  list(workspaceId?: string): Promise<readonly ModelInfo[]>;
  /** One short call; never rejects. */
  test(model: string, workspaceId?: string): Promise<ModelTest>;
  /** Routes of a workspace as they stand, by name. Absent: there are none. */
  routes?(workspaceId: string): Promise<readonly ModelRouteView[]>;
  /** Which holds where the owner has said none. Absent: none is known. */
  builtInPrice?(provider: Pick<ModelProvider, "kind" | "baseUrl">, model: string): BuiltInPrice | null;
  /** Asks an endpoint, set up or not, what models it has; never rejects. Absent: this process does not ask. */
  listModels?(
    endpoint: Pick<ModelProvider, "kind" | "baseUrl" | "credential">,
    workspaceId: string,
  ): Promise<ListedModels>;
  /** Model servers on the usual ports of this machine; never rejects. Absent: this process does not look. */
  lookForLocal?(): Promise<readonly LocalEndpoint[]>;
}

/** What came of a short call of a model. `model` is what it calls itself. */
export type ModelTest =
  | { readonly ok: true; readonly model: string; readonly latencyMs: number }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** `usd` null where no price is known. */
export interface ModelCallBound {
  readonly tokens: number;
  readonly usd: number | null;
  readonly maxTokens: number;
}

/** Of which step a call is. */
export interface ModelCallOrigin {
  readonly runId: string;
  readonly stepKey: string;
  /** Of the run, epoch ms: routes go by what was seen before. */
  readonly startedAt: number;
}

/** How the runner reaches models; usd and tokens are reported with each answer. */
export interface ModelClient {
  /** `origin` is needed by routes only: chances are drawn from it, so that a step made again asks in the same order. */
  generate(request: ModelRequest, workspaceId?: string, origin?: ModelCallOrigin): Promise<ModelAnswer>;
  /** The most that the call may take when it is made with this `maxTokens`; `usd` null where no price is known. */
  bound(request: ModelRequest, workspaceId?: string): Promise<ModelCallBound> | ModelCallBound;
}
