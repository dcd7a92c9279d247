import type { ExprType } from "@orrery/expr";
import type { JsonObject } from "@orrery/graph";
import type { z } from "zod";
import type { ToolFace, ToolUse } from "./tool.ts";

/** What a repeated execution after a crash would mean. See FORMAT "Effect". */
export type Effect = "pure" | "repeatable" | "keyed" | "once";

export type NodeCategory = "start-end" | "flow" | "ai" | "data" | "network" | "human" | "note";

/** How a config field is shown and what it may hold. `path` may contain `*` for list members, e.g. `cases.*.when`. */
export interface FieldSpec {
  readonly path: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly control:
    | "text"
    | "long-text"
    | "number"
    | "duration"
    | "switch"
    | "choice"
    | "model"
    | "workflow"
    | "credential"
    | "tool-server"
    | "tool"
    | "tool-args"
    | "tools"
    | "rows"
    | "tool-names"
    | "json"
    | "json-schema"
    | "key-values"
    | "cases"
    | "markdown";
  /** Of `credential`: the kinds that fit here. */
  readonly credentialKinds?: readonly string[];
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** May hold expressions (E in FORMAT). Without it `{{` in the field is literal text. */
  readonly expression?: boolean;
  /**
   * `template`: a string, typed by its whole; `json`: any JSON with expressions in its string leaves; `url`: a template
   * whose expressions after the authority are percent-encoded (one that is the whole text is used as it is).
   */
  readonly expressionKind?: "template" | "json" | "url";
  /** What the evaluated value must be assignable to; checked by the compiler, and at run time. */
  readonly expects?: ExprType;
  /** Evaluated only when the runtime asks for it (`cases.*.when`: the first true wins). */
  readonly lazy?: boolean;
  /** Evaluated in the scope of each iteration (`collect`), not in the scope of the node. */
  readonly inIteration?: boolean;
  readonly required?: boolean;
  readonly advanced?: boolean;
  /** Of a schema: the member of the output that it describes; empty for the whole. A sample of that can fill it in. */
  readonly describes?: string;
  /** A literal here is of whoever drew it, such as an address that mail goes to: it does not go along with a template. */
  readonly private?: true;
}

export interface HandleSpec {
  readonly id: string;
  /** In words, for people and screen readers. */
  readonly label: string;
}

/** What the plan grants a step, and nothing else. Sorted lists; `host:*` stands for a host only known at run time. */
export interface Capabilities {
  readonly hosts: readonly string[];
  readonly models: readonly string[];
  readonly secrets: readonly string[];
  readonly tools: readonly string[];
  readonly namespaces: readonly string[];
}

/** Worst case of one execution of the node; `null` = unbounded. */
export interface StepCost {
  readonly modelCalls?: number | null;
  readonly tokens?: number | null;
  /** Sub-steps of its own, waits included. */
  readonly subSteps?: number;
  /** Its model calls are held against a limit in dollars of its own, so that their prices have to be known. */
  readonly needsPrice?: boolean;
  /** Calls of nodes that are wired to it as tools; what each costs is theirs to say. */
  readonly toolCalls?: number;
}

export type ContainerTrait =
  | {
      /** One scope for every member of the list in `itemsField`, several at a time. */
      readonly kind: "each";
      readonly itemsField: string;
      readonly collectField: string;
      readonly concurrencyField: string;
      readonly onItemErrorField: string;
    }
  | {
      /**
       * One scope after the other, each with the state that the one before gave. `nextField` and `untilField` are evaluated
       * in each iteration's scope; `until` sees the new state.
       */
      readonly kind: "loop";
      readonly initialField: string;
      readonly nextField: string;
      readonly untilField: string;
      readonly maxIterationsField: string;
    };

export interface NodeTraits {
  /** `entry`: starts the run with its input; `output`: gives the run's output; `note`: never in the plan. */
  readonly role: "entry" | "step" | "output" | "note";
  readonly rootOnly?: boolean;
  /** Of a note: it is drawn as a frame, and moving it moves what lies wholly inside. */
  readonly frame?: true;
  /** At most one in a graph. */
  readonly single?: boolean;
  /** Holds other nodes. The engine drives it, there is no runtime. */
  readonly container?: ContainerTrait;
  /** May answer with a wait: a person, a time, another run. Its timeout does not run while it waits. */
  readonly waits?: "person" | "time" | "run";
  /**
   * Has the source handle `tools`: a node wired there is one of its tools and runs only when it is called. The config field
   * `tools` has an entry for each, by node id: `{ name, description, parameters, permission }`.
   */
  readonly toolHandle?: boolean;
  /** Its output `{ status, headers, body }` answers the caller of a webhook that waits for an output. */
  readonly answersCaller?: boolean;
  /**
   * Its runtime is a durable function: what costs or acts is a sub-step of its own (`ctx.subSteps`), and it may be run from
   * its beginning any number of times. Then the step itself has no effect, is not retried and has no timeout: those are
   * its sub-steps'.
   */
  readonly subSteps?: true;
  readonly source: "trusted" | "bounded" | "untrusted";
  readonly sink: "none" | "internal-write" | "external-write" | "code" | "money" | "display";
}

/** What starts a run by itself once its workflow is published: the facts that services and executors go by. */
export type TriggerSpec =
  | {
      readonly kind: "webhook";
      readonly method: "DELETE" | "GET" | "PATCH" | "POST" | "PUT";
      /** Whether the caller is answered at once with the run's id, or with the run's output. */
      readonly answer: "now" | "output";
      /** Only calls with a signature of Standard Webhooks are taken. */
      readonly signed: boolean;
    }
  | {
      readonly kind: "schedule";
      /** Five fields, in the zone `tz`. */
      readonly cron: string;
      readonly tz: string;
      /** A firing that nobody was there for: never made up for, or once for all of them. */
      readonly missed: "skip" | "once";
    }
  | { readonly kind: "chat" }
  | {
      readonly kind: "run-finished";
      readonly workflow: string;
      readonly on: readonly ("succeeded" | "failed" | "cancelled")[];
    };

/** The published workflow that a step calls. `inputField` is the config field that gives its input. */
export interface WorkflowCall {
  readonly workflow: string;
  readonly version: number;
  readonly inputField: string;
}

/** Everything pure about a node type; compiler, canvas, docs and runner read it, nothing switches on `type`. */
export interface NodeDefinition<C extends JsonObject = JsonObject> {
  readonly type: string;
  readonly typeVersion: number;
  readonly title: string;
  readonly description: string;
  readonly category: NodeCategory;
  /** A lucide icon name in kebab-case. */
  readonly icon: string;
  /** More words the palette's search finds it by. */
  readonly keywords: readonly string[];
  readonly config: z.ZodType<C>;
  readonly fields: readonly FieldSpec[];
  /** The config of a freshly added node; compiles as far as it can without wiring. */
  readonly initial: C;
  readonly traits: NodeTraits;
  /** Of an entry: the JSON Schema of an object that a run takes. */
  inputSchema?(config: C): JsonObject;
  /** Of an entry that starts runs by itself; without it, a person or a caller starts them. */
  trigger?(config: C): TriggerSpec;
  /** Of a step that runs a published version of another workflow. */
  calls?(config: C): WorkflowCall;
  /** Of a step that may wait for a call from outside: whether it does. Its address is then `run.signals.<id>`. */
  awaitsSignal?(config: C): boolean;
  /** Of a step that calls a tool of a server outside. */
  usesTool?(config: C): ToolUse;
  /** `tool` where the step calls one that may be called. */
  effect(config: C, tool?: ToolFace): Effect;
  /** Handles that carry an edge in. Empty for entries and notes. */
  inputs(config: C): readonly HandleSpec[];
  /** Handles that carry an edge out, without `error`, which the policy adds. They exclude and exhaust each other. */
  outputs(config: C): readonly HandleSpec[];
  /**
   * The type of the output; `typeOf(path)` is the inferred type of an expression field, `collected` that of what a
   * container's iteration gives: of `each` the type of `collect`, of `loop` that of its state.
   */
  output(args: {
    readonly config: C;
    readonly typeOf: (path: string) => ExprType;
    readonly collected: ExprType;
    /** Of a step that calls a workflow: what that gives. */
    readonly called?: ExprType;
    readonly tool?: ToolFace;
  }): ExprType;
  capabilities?(config: C, tool?: ToolFace): Partial<Capabilities>;
  cost?(config: C): StepCost;
  /** One or two short lines on the card: what it will do. `mono` for expressions and addresses. */
  summary(config: C): readonly { readonly text: string; readonly mono?: boolean }[];
  /** Problems of config that the schema cannot say. `path` in dots. */
  check?(config: C): readonly {
    readonly path: string;
    readonly code: string;
    readonly message: string;
    readonly severity?: "error" | "warning";
    /** It stands in the way of running alone: where the node is disabled it is a warning. */
    readonly onlyIfOn?: true;
  }[];
}

/** All node types known to a process, by type. Handed to the compiler, the canvas and the runner as an argument. */
export interface Catalog {
  get(type: string): NodeDefinition | undefined;
  readonly types: readonly NodeDefinition[];
}
