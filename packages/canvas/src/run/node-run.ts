import type { EventError, StepStatus, WaitFor } from "@orrery/engine";
import type { HostRun } from "./host-run.ts";

/** What a card shows of a run: one node, over all its iterations or the one that is looked at. */
export interface NodeRun {
  readonly state: StepStatus;
  /** How many steps of the node are in each state; empty before the run. */
  readonly counts: { readonly [status in StepStatus]?: number };
  /** How many steps the node has had so far. */
  readonly total: number;
  /** The step whose preview is shown: the one looked at, or the last one. */
  readonly stepKey: string | null;
  /** The attempt of that step: the last one that began. */
  readonly attempt: number;
  /** How many attempts the node's policy allows. */
  readonly maxAttempts: number;
  /** How many ended steps needed more than one attempt. */
  readonly retried: number;
  /** The handle by which that step's result passed; null while nothing has. */
  readonly handle: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly durationMs: number | null;
  readonly tokens: number | null;
  readonly usd: number | null;
  readonly model: string | null;
  /** The first words of the output, or of the text that is arriving. */
  readonly preview: string | null;
  readonly streaming: boolean;
  readonly error: EventError | null;
  readonly errorText: string | null;
  /** Steps of the node that wait for a person. */
  readonly waitingKeys: readonly string[];
  readonly waitingFor: WaitFor | null;
  readonly dueAt: number | null;
  readonly handles: ReadonlyMap<string, number>;
  readonly container: ContainerRun | null;
  /** Of a step that takes turns: how far it has come. */
  readonly host: HostRun | null;
  /** Where the step shown has its outcome from, when it did not run here. */
  readonly kept: KeptFrom | null;
  /** How many steps of the node did not run here: their outcome was kept. */
  readonly keptCount: number;
  /** Steps that a crash left open, about which a person is asked. */
  readonly uncertainKeys: readonly string[];
  /** The run is paused before a step of this node. */
  readonly isPausedHere: boolean;
  /** What the step shown did was undone later. */
  readonly isUndone: boolean;
}

/** Where an outcome came from that was not worked out in this run. */
export type KeptFrom =
  | { readonly by: "run"; readonly runId: string }
  | { readonly by: "person" }
  /** Pinned: the step did not run. */
  | { readonly by: "pin" }
  /** `at`: when it was worked out, epoch ms. */
  | { readonly by: "cache"; readonly runId: string; readonly at: number };

export interface ContainerRun {
  readonly kind: "each" | "loop";
  readonly stepKey: string;
  /** How many iterations there are, of a loop how many at most. */
  readonly count: number;
  readonly done: number;
  /** How many of them can be looked at: of a loop those that have begun. */
  readonly shown: number;
  readonly failed: number;
  /** The iteration looked at; null for all. */
  readonly looked: number | null;
  /** Of a loop: the value of its state, in the iteration looked at or the latest. */
  readonly stateId: string | null;
  /** Its first words; null where they are not known. */
  readonly statePreview: string | null;
}

export const IDLE_NODE_RUN: NodeRun = {
  state: "idle",
  counts: {},
  total: 0,
  stepKey: null,
  attempt: 0,
  maxAttempts: 1,
  retried: 0,
  handle: null,
  startedAt: null,
  endedAt: null,
  durationMs: null,
  tokens: null,
  usd: null,
  model: null,
  preview: null,
  streaming: false,
  error: null,
  errorText: null,
  waitingKeys: [],
  waitingFor: null,
  dueAt: null,
  handles: new Map(),
  container: null,
  host: null,
  kept: null,
  keptCount: 0,
  uncertainKeys: [],
  isPausedHere: false,
  isUndone: false,
};
