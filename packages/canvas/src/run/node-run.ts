import type { EventError, StepStatus } from "@orrery/engine";

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
  readonly waitingFor: "person" | "time" | null;
  readonly dueAt: number | null;
  readonly handles: ReadonlyMap<string, number>;
  readonly container: ContainerRun | null;
}

export interface ContainerRun {
  readonly stepKey: string;
  readonly count: number;
  readonly done: number;
  readonly failed: number;
  /** The iteration looked at; null for all. */
  readonly looked: number | null;
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
};
