import type { Json, JsonObject } from "@orrery/graph";
import type { MailReceipt, MailRequest, SqlAnswer, SqlRequest } from "./connections.ts";
import type { StepFiles } from "./files.ts";
import type { StepMemory } from "./memory.ts";
import type { EgressRequest, EgressResponse, ModelAnswer, ModelRequest, RuntimeInput, StepContext } from "./runtime.ts";
import { StepFailure } from "./runtime.ts";
import { refusedSubSteps } from "./sub-steps.ts";
import { createTestSubSteps, type TestSubAbilities, type TestSubStep } from "./test-sub-steps.ts";
import type { ToolAnswer, ToolRequest } from "./tool.ts";

export type { TestSubAbilities, TestSubStep } from "./test-sub-steps.ts";

/** What a test grants its step. What is left out is refused, as for a step whose plan does not grant it. */
export interface TestAbilities {
  readonly runInput?: Json;
  readonly attempt?: number;
  /** Epoch ms; stands still unless it is a function. */
  readonly now?: number | (() => number);
  readonly signal?: AbortSignal;
  readonly fetch?: (request: EgressRequest) => Promise<EgressResponse>;
  readonly generate?: (request: ModelRequest) => Promise<ModelAnswer>;
  readonly sql?: (request: SqlRequest) => Promise<SqlAnswer>;
  readonly sqlite?: StepContext["sqlite"];
  readonly sendMail?: (request: MailRequest) => Promise<MailReceipt>;
  readonly fetchToFile?: StepContext["fetchToFile"];
  readonly files?: StepFiles;
  readonly callTool?: (request: ToolRequest) => Promise<ToolAnswer>;
  readonly memory?: StepMemory;
  /** Of a type with the trait; own work needs no more than `{}`. */
  readonly subSteps?: TestSubAbilities;
}

export interface TestStep {
  readonly ctx: StepContext;
  /** Everything the step streamed, in order. */
  readonly streamed: readonly string[];
  /** The sub-steps that have ended, for another step's `replay`; those of its own `replay` come first. */
  readonly subSteps: readonly TestSubStep[];
  /** The names of the sub-steps that were really made, in the order in which they were asked for. */
  readonly performed: readonly string[];
}

function refused(what: string): Promise<never> {
  return Promise.reject(
    new StepFailure({ code: "NOT_GRANTED", message: `This step was not granted ${what}.`, class: "permanent" }),
  );
}

/**
 * A whole `StepContext` for a test of one runtime, with exactly the abilities the test chooses. With `subSteps` it is that
 * of a durable function: network, models, tools and memory are for its sub-steps only.
 */
export function createTestStep(abilities: TestAbilities = {}): TestStep {
  const streamed: string[] = [];
  const { now = 1_700_000_000_000 } = abilities;
  const clock = typeof now === "function" ? now : () => now;
  const step: Omit<StepContext, "subSteps"> = {
    runId: "01900000-0000-7000-8000-000000000000",
    stepKey: "step",
    nodeId: "step",
    attempt: abilities.attempt ?? 1,
    startedAt: clock(),
    runInput: abilities.runInput ?? {},
    signal: abilities.signal ?? new AbortController().signal,
    idempotencyKey: "key-of-step",
    now: clock,
    stream: (piece) => {
      streamed.push(piece);
    },
    ...refusedAbilities,
    ...(abilities.fetch !== undefined && { fetch: abilities.fetch }),
    ...(abilities.generate !== undefined && { generate: abilities.generate }),
    ...(abilities.sql !== undefined && { sql: abilities.sql }),
    ...(abilities.sqlite !== undefined && { sqlite: abilities.sqlite }),
    ...(abilities.sendMail !== undefined && { sendMail: abilities.sendMail }),
    ...(abilities.fetchToFile !== undefined && { fetchToFile: abilities.fetchToFile }),
    ...(abilities.files !== undefined && { files: abilities.files }),
    ...(abilities.callTool !== undefined && { callTool: abilities.callTool }),
    ...(abilities.memory !== undefined && { memory: abilities.memory }),
  };
  const without = refusedSubSteps("NOT_GRANTED", "This step has no sub-steps.");
  if (abilities.subSteps === undefined) {
    return { streamed, subSteps: [], performed: [], ctx: { ...step, subSteps: without } };
  }
  const log = createTestSubSteps(abilities.subSteps, (name) => ({
    ...step,
    stepKey: `step#${name}`,
    idempotencyKey: `key-of-step#${name}`,
    subSteps: without,
  }));
  return {
    streamed,
    subSteps: log.ended,
    performed: log.performed,
    ctx: { ...step, ...refusedAbilities, subSteps: log.subSteps },
  };
}

const refusedFiles = (): Promise<never> => refused("files");

const refusedAbilities: Pick<
  StepContext,
  "fetch" | "generate" | "sql" | "sqlite" | "sendMail" | "fetchToFile" | "files" | "callTool" | "memory"
> = {
  fetch: () => refused("the network"),
  generate: () => refused("a model"),
  sql: () => refused("a database"),
  sqlite: () => refused("a database"),
  sendMail: () => refused("a mail server"),
  fetchToFile: () => refused("the network"),
  files: { keep: refusedFiles, find: refusedFiles, read: refusedFiles, list: refusedFiles },
  callTool: () => refused("a tool"),
  memory: {
    remember: () => refused("memory"),
    recall: () => refused("memory"),
    forget: () => refused("memory"),
  },
};

/** The input of a runtime: its config as evaluated, and the values of the lazy fields by path. */
export function createTestInput<C>(config: C, lazy: JsonObject | ((path: string) => Json) = {}): RuntimeInput<C> {
  return {
    config,
    evaluate: (path) => {
      const value = typeof lazy === "function" ? lazy(path) : lazy[path];
      if (value === undefined) throw new Error(`The test gives no value for ${path}.`);
      return value;
    },
  };
}
