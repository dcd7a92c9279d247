import {
  defineRuntime,
  type FileValue,
  isFileValue,
  type Json,
  type StepContext,
  type StepOutcome,
} from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";
import { textOfValue } from "../text-of-value.ts";

/** A step value is at most 4 MB, and base64 is a third longer than its bytes. */
const readBytes = { text: 3_900_000, json: 3_900_000, base64: 2_900_000 };
const mostListed = 1_000;

type Form = keyof typeof readBytes;

const usualTypes: Readonly<Record<Form, string>> = {
  text: "text/plain",
  json: "application/json",
  base64: "application/octet-stream",
};

interface FileConfig {
  readonly action?: "write" | "read" | "list" | "delete";
  readonly name?: Json;
  readonly as?: Form;
  readonly content?: Json;
  readonly mediaType?: Json;
}

/** A file as plain JSON, and nothing else of what a value may carry. */
function plain({ name, sha256, mediaType, bytes }: FileValue) {
  return { name, sha256, mediaType, bytes };
}

/** What is written; null where the value does not fit the form. */
function contentOf(value: Json | undefined, as: Form): string | Uint8Array | null {
  if (as === "json") return value === undefined ? null : JSON.stringify(value);
  if (typeof value !== "string") return null;
  if (as === "text") return value;
  const bare = value.replace(/\s+/g, "");
  return /^[A-Za-z0-9+/]*={0,2}$/.test(bare) && bare.length % 4 === 0 ? Buffer.from(bare, "base64") : null;
}

async function write(ctx: StepContext, name: string, config: FileConfig): Promise<StepOutcome> {
  const { as = "text" } = config;
  const content = contentOf(config.content, as);
  if (content === null) {
    const found = typeof config.content === "string" ? "other text" : nameOfType(config.content);
    return permanent("FILE_CONTENT", `The content is to be ${as === "base64" ? "base64" : as}, and is ${found}.`);
  }
  const mediaType = textOfValue(config.mediaType).trim() || usualTypes[as];
  const file = await ctx.files.keep({ name, mediaType, content });
  return { kind: "done", output: { file: plain(file) }, files: [{ name, file }] };
}

async function read(ctx: StepContext, given: Json | undefined, as: Form): Promise<StepOutcome> {
  const file = isFileValue(given) ? given : await ctx.files.find(textOfValue(given));
  if (file === null) return permanent("FILE_UNKNOWN", `There is no file “${textOfValue(given).slice(0, 200)}”.`);
  const bytes = await ctx.files.read(file, readBytes[as]);
  const done = (content: Json): StepOutcome => ({ kind: "done", output: { file: plain(file), content } });
  if (as === "base64") return done(Buffer.from(bytes).toString("base64"));
  let words: string;
  try {
    words = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return permanent("FILE_CONTENT", `“${file.name}” is no text. Read it as bytes.`);
  }
  if (as === "text") return done(words);
  try {
    return done(JSON.parse(words) as Json);
  } catch {
    return permanent("FILE_CONTENT", `“${file.name}” is not JSON.`);
  }
}

/**
 * Files through `ctx.files`. Gives `{ file }` for a write, `{ file, content }` for a read, `{ files, more }` for a list and
 * `{ deleted }`. A name changes with the step's success. Fails with `FILE_UNKNOWN`, `FILE_CONTENT`, and with what the files
 * say (`FILE_NAME`, `FILE_GONE`, `FILE_TOO_LARGE`, `FILE_SPACE`).
 */
export const fileRuntime = defineRuntime<FileConfig>({
  type: "file",
  async run(ctx, { config }) {
    const { action = "write", as = "text", name: given } = config;
    const name = isFileValue(given) ? given.name : textOfValue(given);
    switch (action) {
      case "write":
        return write(ctx, name, config);
      case "read":
        return read(ctx, given, as);
      case "list": {
        const found = await ctx.files.list(name, mostListed + 1);
        const files = found.slice(0, mostListed).map(plain);
        return { kind: "done", output: { files, more: found.length > mostListed } };
      }
      case "delete": {
        const found = await ctx.files.find(name);
        if (found === null) return { kind: "done", output: { deleted: false } };
        return { kind: "done", output: { deleted: true }, files: [{ name, file: null }] };
      }
    }
  },
});
