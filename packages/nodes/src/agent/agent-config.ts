import type { Json, JsonSchema } from "@orrery/node-kit";

/** What ended an agent: it answered, a tool or its own words did, or a limit asked for the answer. */
export const ends = ["answer", "tool", "words", "limit"] as const;

export interface AgentTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
  readonly permission: "allow" | "ask" | "deny";
}

/** The config as it is evaluated; what is absent is the default of the definition. */
export interface AgentConfig {
  readonly model?: string;
  readonly prompt: Json;
  readonly system?: Json;
  /** What was said before: a list of `{ role, text }`, oldest first. */
  readonly history?: Json;
  readonly outputSchema?: JsonSchema;
  /** By node id. */
  readonly tools?: { readonly [nodeId: string]: AgentTool };
  readonly maxTurns?: number;
  readonly maxToolCalls?: number;
  readonly maxTokens?: number;
  readonly maxUsd?: number;
  readonly maxMs?: number;
  readonly atLimit?: "answer" | "fail";
  readonly stopTool?: string;
  readonly stopText?: string;
  readonly context?: "all" | "window" | "summary";
  readonly contextTurns?: number;
  readonly resultChars?: number;
  readonly temperature?: number;
  readonly maxAnswerTokens?: number;
}
