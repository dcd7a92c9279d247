import { createHash } from "node:crypto";
import {
  defineRuntime,
  type Json,
  type JsonSchema,
  type StepContext,
  type StepOutcome,
  type SubWork,
} from "@orrery/node-kit";
import { type AskAnswer, type CodeAnswer, runCode } from "@orrery/sandbox";
import { permanent } from "../failure.ts";
import { schemaFailure } from "../schema-failure.ts";
import { hostCall } from "./host-call.ts";

interface CodeConfig {
  readonly source: string;
  readonly input?: Json;
  readonly outputSchema?: JsonSchema;
  readonly timeoutMs?: number;
  /** With commas. */
  readonly hosts?: string;
  readonly model?: string;
  readonly maxCalls?: number;
}

const consoleLinesKept = 20;

/**
 * Runs the source in the sandbox and gives what it returned. Each call of its host is a sub-step (`call.1`, `call.2`, … in the
 * order of the code): the code is run until nothing goes on without an answer, the calls are made side by side, and the code
 * is run again from its beginning with their answers. Time stands still at the run's start and chance is the step's own, so it
 * makes the same calls each time, also after a crash.
 *
 * Console lines go to watchers; a failure keeps the last of them in `details.console`. Fails with the sandbox's own codes
 * (`CodeFailure`), with `CODE_CALLS` after too many calls, and with `CODE_OUTPUT_INVALID` where the output does not fit.
 */
export const codeRuntime = defineRuntime<CodeConfig>({
  type: "code",
  async run(ctx, { config }) {
    const { source, input = null, outputSchema, timeoutMs = 1_000, hosts = "", model = "", maxCalls = 20 } = config;
    const call = {
      source,
      inputJson: JSON.stringify(input),
      timeoutMs,
      now: ctx.startedAt,
      seed: seedOf(ctx.idempotencyKey),
      asks: [...(hosts.trim() === "" ? [] : ["fetch" as const]), ...(model === "" ? [] : ["generate" as const])],
    };
    const answers: AskAnswer[] = [];
    let shown = 0;
    for (;;) {
      const answer = await runCode({ ...call, answers }, ctx.signal);
      if (answer === null) return permanent("CANCELLED", "The step was stopped.");
      const lines = answer.console.slice(shown);
      shown += lines.length;
      if (lines.length > 0) ctx.stream(`${lines.join("\n")}\n`);
      if (answer.ok === true) return ended(readOutput(answer.outputJson), outputSchema);
      if (answer.ok === false) return failed(answer);
      if (answers.length + answer.asks.length > maxCalls) {
        return permanent("CODE_CALLS", `The code called its host more than ${maxCalls} times.`);
      }
      const next = answers.length + 1;
      answers.push(
        ...(await Promise.all(answer.asks.map((ask, i) => answerTo(ctx, `call.${next + i}`, hostCall(ask, model))))),
      );
    }
  },
});

async function answerTo({ subSteps }: StepContext, name: string, work: SubWork): Promise<AskAnswer> {
  const outcome = await subSteps.perform(name, work);
  if (outcome.kind === "done") return { ok: true, json: JSON.stringify(outcome.output) };
  const { code, message } = outcome.error;
  return { ok: false, code, message };
}

function failed({ code, message, line, console }: Extract<CodeAnswer, { readonly ok: false }>): StepOutcome {
  const where = line === undefined ? "" : ` (line ${line})`;
  return permanent(code, `${message}${where}`, {
    ...(line !== undefined && { line }),
    console: console.slice(-consoleLinesKept),
  });
}

function ended(value: Json, outputSchema: JsonSchema | undefined): StepOutcome {
  const misfit = outputSchema && schemaFailure("CODE_OUTPUT_INVALID", "The output", { schema: outputSchema, value });
  return misfit ?? { kind: "done", output: value };
}

function seedOf(key: string): number {
  return createHash("sha256").update(key).digest().readInt32LE(0);
}

/** The sandbox gives JSON text that it made itself. */
function readOutput(json: string): Json {
  return JSON.parse(json) as Json;
}
