import type { Json, JsonObject } from "@orrery/graph";
import type { MailReceipt, MailRequest, SqlAnswer, SqliteAnswer, SqliteRequest, SqlRequest } from "./connections.ts";
import type { ModelMessage, ModelTool, ModelToolCall } from "./conversation.ts";
import type { FileChange, FileValue, StepFiles } from "./files.ts";
import type { ModelImage } from "./images.ts";
import type { MemoryLabels, MemoryWrite, StepMemory } from "./memory.ts";
import type { SubSteps } from "./sub-steps.ts";
import type { ToolAnswer, ToolRequest } from "./tool.ts";

/** The failure of a step as data. `transient` may be retried; `limit` is a budget or size; all else is `permanent`. */
export interface StepError {
  /** `[A-Z0-9_]{1,64}`. */
  readonly code: string;
  readonly message: string;
  readonly class: "transient" | "permanent" | "limit";
  readonly details?: JsonObject;
  /** Wait at least this long before the next attempt (from `Retry-After`). */
  readonly retryAfterMs?: number;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
}

export type StepOutcome =
  | {
      readonly kind: "done";
      readonly output: Json;
      readonly handle?: string;
      readonly usage?: Usage;
      readonly model?: string;
      /** What is done to memory in the transaction of this success. */
      readonly writes?: readonly MemoryWrite[];
      /** What names of files point to from this success on. */
      readonly files?: readonly FileChange[];
      /** Of the output; absent: untrusted. */
      readonly labels?: MemoryLabels;
    }
  | { readonly kind: "failed"; readonly error: StepError }
  | { readonly kind: "wait"; readonly wait: WaitSpec };

/**
 * `dueAt` is epoch ms. For a person or a signal it is the expiry. `show` is what the person is asked about. A run is
 * started with `input` as its own run, and ends the wait by its end.
 */
export type WaitSpec =
  | { readonly for: "person"; readonly show: JsonObject; readonly dueAt?: number }
  | { readonly for: "time"; readonly dueAt: number }
  | { readonly for: "signal"; readonly dueAt?: number }
  | { readonly for: "run"; readonly workflow: string; readonly version: number; readonly input: Json };

/** What ended a wait. */
export type WaitAnswer =
  | { readonly from: "person"; readonly by: string; readonly at: number; readonly answer: JsonObject }
  | { readonly from: "time"; readonly at: number }
  | { readonly from: "signal"; readonly at: number; readonly body: Json }
  /** `error` where it failed or was cancelled; `output` otherwise. */
  | { readonly from: "run"; readonly at: number; readonly output: Json; readonly error: StepError | null };

export interface EgressRequest {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The handle of a credential that is put in as the request leaves; nobody else sees its value. */
  readonly credential?: string;
  /** `manual`: an answer that sends it elsewhere is the answer. Otherwise at most five are followed. */
  readonly redirect?: "manual";
  /** More than this many bytes of body is the error `EGRESS_TOO_LARGE`. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface EgressResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Where an answer is kept. */
export interface FileTarget {
  readonly name: string;
  readonly maxBytes: number;
  readonly keeps: (status: number) => boolean;
}

export interface ModelRequest {
  readonly model: string;
  readonly system?: string;
  readonly prompt: string;
  /** Shown with the prompt, before its words; absent: nothing. */
  readonly images?: readonly ModelImage[];
  /** What was said before the prompt; absent: nothing. */
  readonly earlier?: readonly ModelMessage[];
  /** What was said after the prompt; absent: nothing. */
  readonly messages?: readonly ModelMessage[];
  /** What the model may ask for instead of answering; absent: nothing. */
  readonly tools?: readonly ModelTool[];
  readonly outputSchema?: JsonObject;
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** The step counts what it costs: of a model whose price is not known it fails with `BUDGET_PRICE_UNKNOWN`, unasked. */
  readonly needsPrice?: boolean;
  readonly signal: AbortSignal;
  /** Called with pieces of text as they arrive. */
  readonly onText?: (piece: string) => void;
}

export interface ModelAnswer {
  /** Empty only where there are tool calls. */
  readonly text: string;
  /** Present where the model asks for tools before it goes on. */
  readonly toolCalls?: readonly ModelToolCall[];
  /** Present where `outputSchema` was given; validated against it. */
  readonly object?: Json;
  readonly usage: Usage;
  /** The model that answered, e.g. `offline` or `gpt-5.2`. */
  readonly model: string;
}

/** What the plan granted one step. There is nothing else: no process, no clock of its own, no database. */
export interface StepContext {
  readonly runId: string;
  readonly stepKey: string;
  readonly nodeId: string;
  readonly attempt: number;
  /** Epoch ms of the run's start. */
  readonly startedAt: number;
  readonly runInput: Json;
  readonly signal: AbortSignal;
  /** The same for every attempt of this step: derived from run and step key. */
  readonly idempotencyKey: string;
  /** Epoch ms. */
  now(): number;
  /** Live text for watchers; never part of the log. */
  stream(piece: string): void;
  /** Throws `StepFailure` with `EGRESS_DENIED`, `EGRESS_TIMEOUT`, … */
  fetch(request: EgressRequest): Promise<EgressResponse>;
  /**
   * The same, with an answer of a status that `keeps` kept as a file as it comes: `file` is it, and `body` empty. Of any other
   * answer the body is there and `file` is null.
   */
  fetchToFile(request: EgressRequest, to: FileTarget): Promise<EgressResponse & { readonly file: FileValue | null }>;
  /** Absent abilities throw `FILE_NOT_GRANTED`. */
  readonly files: StepFiles;
  generate(request: ModelRequest): Promise<ModelAnswer>;
  /** Throws `StepFailure` with `SQL_…`, or `EGRESS_…` where the server cannot be reached. */
  sql(request: SqlRequest): Promise<SqlAnswer>;
  /** The same for a database that is a file; only `SQL_…`. */
  sqlite(request: SqliteRequest): Promise<SqliteAnswer>;
  /** Throws `StepFailure` with `MAIL_…`, or `EGRESS_…` where the server cannot be reached. */
  sendMail(request: MailRequest): Promise<MailReceipt>;
  /** Throws `StepFailure` with `MCP_…` where the tool could not be called as it was approved. */
  callTool(request: ToolRequest): Promise<ToolAnswer>;
  readonly memory: StepMemory;
  /** Of types with the trait `subSteps`; for all others it rejects with `NOT_GRANTED`. */
  readonly subSteps: SubSteps;
}

/** Thrown by `ctx` methods and runtimes; becomes the step's failure as data. */
export class StepFailure extends Error {
  readonly error: StepError;
  constructor(error: StepError) {
    super(error.message);
    this.name = "StepFailure";
    this.error = error;
  }
}

/**
 * The config as the runtime receives it: every expression field evaluated, except `lazy` ones, whose leaves are
 * reached by `evaluate(path)` (it throws `StepFailure` where the expression fails).
 */
export interface RuntimeInput<C> {
  readonly config: C;
  evaluate(path: string): Json;
}

/** The effectful face of a node type. `resume` is called once a wait it asked for has an answer. */
export interface NodeRuntime<C = JsonObject> {
  readonly type: string;
  run(ctx: StepContext, input: RuntimeInput<C>): StepOutcome | Promise<StepOutcome>;
  resume?(ctx: StepContext, input: RuntimeInput<C>, answer: WaitAnswer): StepOutcome | Promise<StepOutcome>;
}

export interface Runtimes {
  get(type: string): NodeRuntime | undefined;
}
