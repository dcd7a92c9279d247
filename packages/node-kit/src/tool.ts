import type { Json, JsonObject } from "@orrery/graph";
import type { Effect } from "./definition.ts";

/** Which tool of which server a step calls. `argsField` is the config field that gives its arguments. */
export interface ToolUse {
  /** The handle of one of the workspace's servers. */
  readonly server: string;
  readonly tool: string;
  readonly argsField: string;
}

/** A tool of a server outside, as a person of the workspace looked at it and let it be used. */
export interface ToolFace {
  readonly title: string;
  readonly description: string;
  /** Of an object. */
  readonly inputSchema: JsonObject;
  /** Of an object; null where the tool does not say what it gives. */
  readonly outputSchema: JsonObject | null;
  readonly effect: Effect;
  /** Where it is asked: `host`, or `host:port` where that is not the usual one. */
  readonly host: string;
  /** SHA-256 (hex) over all that the server said of it. */
  readonly hash: string;
}

export interface ToolRequest {
  readonly server: string;
  readonly tool: string;
  readonly args: JsonObject;
  /** For the whole of it, connecting included. */
  readonly timeoutMs: number;
  /** Told to the server, which may count a repeated call once by it. */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /** What the server says while it works. */
  readonly onProgress?: (said: string) => void;
}

export interface ToolAnswer {
  /** The tool itself says that it failed; `text` says why. */
  readonly isError: boolean;
  /** All its texts, one after another. */
  readonly text: string;
  /** As it came: texts, images and other blocks. */
  readonly content: readonly Json[];
  /** Checked against the tool's `outputSchema`; null where it has none. */
  readonly structured: JsonObject | null;
}
