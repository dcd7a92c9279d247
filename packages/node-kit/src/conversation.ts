import type { JsonObject } from "@orrery/graph";

/** What a model may ask for instead of answering. */
export interface ModelTool {
  /** `[a-zA-Z0-9_-]{1,64}`. */
  readonly name: string;
  readonly description: string;
  /** The JSON Schema of an object. */
  readonly parameters: JsonObject;
}

/** A model's wish that a tool be called. Nothing of it has been checked: neither the name nor that `args` is JSON. */
export interface ModelToolCall {
  /** The provider's, unique in the answer. */
  readonly id: string;
  readonly name: string;
  /** As the model wrote them. */
  readonly args: string;
  /** What the provider wants to see again with the call (signatures of its thoughts); plain JSON, opaque. */
  readonly meta?: JsonObject;
}

/** What the model is told of a call that it asked for. */
export interface ModelToolResult {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly isError: boolean;
}

/** One part of a conversation after its first words (`ModelRequest.prompt`), oldest first. */
export type ModelMessage =
  | { readonly role: "user"; readonly text: string }
  | { readonly role: "assistant"; readonly text: string; readonly calls: readonly ModelToolCall[] }
  /** One result for each call of the message before. */
  | { readonly role: "tool"; readonly results: readonly ModelToolResult[] };
