import type { Json, JsonSchema } from "@orrery/node-kit";
import type { AgentTool } from "../agent/agent-config.ts";

export const modes = ["supervisor", "round-robin", "debate", "handoff"] as const;

export interface TeamMember {
  readonly name: string;
  /** What it is and does; said to its model first. */
  readonly role: Json;
  readonly model?: string;
  /** Names of tools that it may call. */
  readonly tools?: readonly string[];
}

/** The config as it is evaluated; what is absent is the default of the definition. */
export interface TeamConfig {
  readonly mode?: (typeof modes)[number];
  readonly prompt: Json;
  readonly members: readonly TeamMember[];
  /** Of the supervisor, and of whoever sums a debate up. */
  readonly model?: string;
  /** By node id. */
  readonly tools?: { readonly [nodeId: string]: AgentTool };
  readonly rounds?: number;
  readonly maxTurns?: number;
  readonly maxToolCalls?: number;
  readonly maxTokens?: number;
  readonly maxUsd?: number;
  readonly outputSchema?: JsonSchema;
}
