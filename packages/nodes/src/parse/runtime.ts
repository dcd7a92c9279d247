import { defineRuntime, isFileValue, type Json, type StepContext, type StepOutcome } from "@orrery/node-kit";
import { type DocumentFormat, parseDocument } from "@orrery/sandbox";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";
import { readText } from "../read-text.ts";

interface ParseConfig {
  readonly format?: DocumentFormat;
  readonly document: Json;
  readonly encoding?: "text" | "base64" | "file";
  readonly header?: boolean;
  readonly types?: boolean;
  readonly delimiter?: string;
}

/** A value between steps has at most this much. */
const longestDocument = 4_000_000;
const largestFile = 16_000_000;
const timeoutMs = 30_000;

/**
 * Reads the document in a worker. `TEXT_EXPECTED`, `TEXT_TOO_LONG` for what is no text of bounded length, `BASE64_EXPECTED`, `FILE_EXPECTED`,
 * and the codes of `DocumentFailure` for what cannot be read.
 */
export const parseRuntime = defineRuntime<ParseConfig>({
  type: "parse",
  async run(ctx, { config }) {
    const { format = "json", header = true, types = true, delimiter } = config;
    const bytes = await documentOf(ctx, config);
    if ("kind" in bytes) return bytes;
    const csv = { header, types, ...(delimiter !== undefined && delimiter !== "" && { delimiter }) };
    const answer = await parseDocument({ format, bytes, csv }, { timeoutMs, signal: ctx.signal });
    if (answer === null) return permanent("CANCELLED", "The step was stopped.");
    return answer.ok ? { kind: "done", output: readOutput(answer.json) } : permanent(answer.code, answer.message);
  },
});

/** The bytes of the document, or why there are none. */
async function documentOf(ctx: StepContext, config: ParseConfig): Promise<Uint8Array | StepOutcome> {
  if (config.encoding === "file") {
    if (isFileValue(config.document)) return ctx.files.read(config.document, largestFile);
    return permanent("FILE_EXPECTED", `The document is to be a file, and is ${nameOfType(config.document)}.`);
  }
  const document = readText(config.document, "The document", longestDocument);
  const bytes = config.encoding === "base64" ? bytesOf(document) : new TextEncoder().encode(document);
  return bytes ?? permanent("BASE64_EXPECTED", "The document is said to be base64, and is not.");
}

/** Also of a data address (`data:…;base64,`), and over several lines. */
function bytesOf(base64: string): Uint8Array | null {
  const bare = base64.replace(/^data:[^,]{0,200},/, "").replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(bare)) return null;
  return new Uint8Array(Buffer.from(bare, "base64"));
}

/** The worker gives JSON text that it made or checked itself. */
function readOutput(json: string): Json {
  return JSON.parse(json) as Json;
}
