import {
  type JsonObject,
  type ModelTool,
  type ModelToolCall,
  type ModelToolResult,
  validateJson,
} from "@orrery/node-kit";
import { frameError } from "../agent/frame-result.ts";
import { isObject } from "../is-object.ts";

export interface Note {
  readonly title: string;
  readonly text: string;
  readonly by: string;
}

const text = (description: string): JsonObject => ({ type: "string", description });
const object = (properties: JsonObject): JsonObject => {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
};

/** What every member can do beside its tools: it changes only what the team itself knows. */
export const noteTool: ModelTool = {
  name: "write_on_board",
  description: "Writes on the board that all members see. A note with a title that is there already replaces it.",
  parameters: object({ title: text("A few words."), text: text("What is to be remembered.") }),
};

export const finishTool: ModelTool = {
  name: "finish",
  description: "Ends the work of the whole team with this answer. Only when the goal is met.",
  parameters: object({ answer: text("The whole answer.") }),
};

export function handOverTool(names: readonly string[]): ModelTool {
  return {
    name: "hand_over",
    description: "Lets another member go on, with what it has to know.",
    parameters: object({ to: { type: "string", enum: [...names] }, message: text("What is to be done.") }),
  };
}

export function askTool(names: readonly string[]): ModelTool {
  return {
    name: "ask_member",
    description: "Gives a member a task. Its answer is told to you.",
    parameters: object({ member: { type: "string", enum: [...names] }, task: text("What it is to do.") }),
  };
}

/** The notes that all members see. A title stands once; there is room for so many, the oldest go first. */
export class Board {
  readonly #notes = new Map<string, Note>();
  readonly #most = 50;

  write(note: Note): void {
    this.#notes.delete(note.title);
    this.#notes.set(note.title, note);
    for (const title of this.#notes.keys()) {
      if (this.#notes.size <= this.#most) break;
      this.#notes.delete(title);
    }
  }

  get notes(): readonly Note[] {
    return [...this.#notes.values()];
  }

  asText(): string {
    return this.notes.map(({ title, text: words, by }) => `- ${title} (${by}): ${words}`).join("\n");
  }
}

/** The arguments of a call of one of these; null, with what the model is told, where they do not fit. */
export function readOwnCall(
  call: ModelToolCall,
  { name, parameters }: ModelTool,
): { readonly args: JsonObject } | { readonly refused: ModelToolResult } | null {
  if (call.name !== name) return null;
  const refuse = (message: string) => ({
    refused: { id: call.id, name, text: frameError(name, { code: "TOOL_ARGS_INVALID", message }), isError: true },
  });
  let args: JsonObject;
  try {
    args = JSON.parse(call.args);
  } catch {
    return refuse("The arguments are not JSON.");
  }
  const [problem] = validateJson(parameters, args);
  if (!isObject(args) || problem !== undefined) return refuse(problem?.message ?? "The arguments are no object.");
  return { args };
}
