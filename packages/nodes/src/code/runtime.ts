import { createHash } from "node:crypto";
import { defineRuntime, type Json, type JsonSchema } from "@orrery/node-kit";
import { runCode } from "@orrery/sandbox";
import { permanent } from "../failure.ts";
import { schemaFailure } from "../schema-failure.ts";

interface CodeConfig {
  readonly source: string;
  readonly input?: Json;
  readonly outputSchema?: JsonSchema;
  readonly timeoutMs?: number;
}

const consoleLinesKept = 20;

/**
 * Runs the source in the sandbox and gives what it returned. Console lines go to watchers; a failure keeps the last of them
 * in `details.console`. Fails with the sandbox's own codes (`CodeFailure`), and with `CODE_OUTPUT_INVALID` where the output
 * does not fit the schema. Time stands still at the run's start and chance is the step's own, so a repetition gives the same.
 */
export const codeRuntime = defineRuntime<CodeConfig>({
  type: "code",
  async run(ctx, { config }) {
    const { source, input = null, outputSchema, timeoutMs = 1_000 } = config;
    const call = {
      source,
      inputJson: JSON.stringify(input),
      timeoutMs,
      now: ctx.startedAt,
      seed: seedOf(ctx.idempotencyKey),
    };
    const answer = await runCode(call, ctx.signal);
    if (answer === null) return permanent("CANCELLED", "The step was stopped.");
    if (answer.console.length > 0) ctx.stream(`${answer.console.join("\n")}\n`);
    if (!answer.ok) {
      const { code, message, line } = answer;
      const where = line === undefined ? "" : ` (line ${line})`;
      return permanent(code, `${message}${where}`, {
        ...(line !== undefined && { line }),
        console: answer.console.slice(-consoleLinesKept),
      });
    }
    const value = readOutput(answer.outputJson);
    const misfit = outputSchema && schemaFailure("CODE_OUTPUT_INVALID", "The output", { schema: outputSchema, value });
    return misfit ?? { kind: "done", output: value };
  },
});

function seedOf(key: string): number {
  return createHash("sha256").update(key).digest().readInt32LE(0);
}

/** The sandbox gives JSON text that it made itself. */
function readOutput(json: string): Json {
  return JSON.parse(json) as Json;
}
