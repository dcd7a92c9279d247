import type { Json, JsonObject } from "@orrery/graph";
import type { EgressRequest, EgressResponse, ModelAnswer, ModelRequest, RuntimeInput, StepContext } from "./runtime.ts";
import { StepFailure } from "./runtime.ts";
import type { ToolAnswer, ToolRequest } from "./tool.ts";

/** What a test grants its step. What is left out is refused, as for a step whose plan does not grant it. */
export interface TestAbilities {
  readonly runInput?: Json;
  readonly attempt?: number;
  /** Epoch ms; stands still unless it is a function. */
  readonly now?: number | (() => number);
  readonly signal?: AbortSignal;
  readonly fetch?: (request: EgressRequest) => Promise<EgressResponse>;
  readonly generate?: (request: ModelRequest) => Promise<ModelAnswer>;
  readonly callTool?: (request: ToolRequest) => Promise<ToolAnswer>;
}

export interface TestStep {
  readonly ctx: StepContext;
  /** Everything the step streamed, in order. */
  readonly streamed: readonly string[];
}

function refused(what: string): Promise<never> {
  return Promise.reject(
    new StepFailure({ code: "NOT_GRANTED", message: `This step was not granted ${what}.`, class: "permanent" }),
  );
}

/** A whole `StepContext` for a test of one runtime, with exactly the abilities the test chooses. */
export function createTestStep(abilities: TestAbilities = {}): TestStep {
  const streamed: string[] = [];
  const { now = 1_700_000_000_000 } = abilities;
  const clock = typeof now === "function" ? now : () => now;
  const startedAt = clock();
  return {
    streamed,
    ctx: {
      runId: "01900000-0000-7000-8000-000000000000",
      stepKey: "step",
      nodeId: "step",
      attempt: abilities.attempt ?? 1,
      startedAt,
      runInput: abilities.runInput ?? {},
      signal: abilities.signal ?? new AbortController().signal,
      idempotencyKey: "key-of-this-step",
      now: clock,
      stream: (piece) => {
        streamed.push(piece);
      },
      fetch: abilities.fetch ?? (() => refused("the network")),
      generate: abilities.generate ?? (() => refused("a model")),
      callTool: abilities.callTool ?? (() => refused("a tool")),
    },
  };
}

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
