import { submitCommand } from "@orrery/db";
import { hasEnded } from "@orrery/engine";
import type { Json, JsonObject } from "@orrery/graph";
import { validateJson } from "@orrery/node-kit";
import { v7 as uuidv7 } from "uuid";
import { actorName } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { awaitCommand } from "./await-command.ts";
import { findRun } from "./find-run.ts";

export interface AnswerInput {
  readonly runId: string;
  readonly stepKey: string;
  readonly approved: boolean;
  readonly values?: JsonObject;
  readonly note?: string;
  /** Of a call that a tool of an agent is asked for: with which arguments it is allowed, where they are changed. */
  readonly args?: JsonObject;
}

/**
 * Answers a step that waits for a person. Resolves once the run has taken it (`taken`), or after 10 s without an executor
 * (`saved`: it counts when one is back). Throws `CONFLICT` where the step no longer waits or another answer came first,
 * `INVALID` where the values do not fit the form or changed arguments not the tool, `NOT_FOUND`.
 */
export async function answerWait({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: AnswerInput;
}): Promise<{ readonly state: "taken" | "saved" }> {
  const { actor, row } = await findRun(ctx, "run.control", input.runId);
  if (hasEnded(row.status)) throw new ServiceError("CONFLICT", "RUN_ENDED", "This run has already ended.");
  const values = input.values ?? {};
  const { fields, edits } = await waitingQuestion(ctx, input.runId, input.stepKey);
  const { args } = input;
  if (args !== undefined && edits === null) {
    throw new ServiceError("INVALID", "ANSWER", "This step asks about no call, so there are no arguments to change.");
  }
  if (input.approved) {
    if (fields !== null) refuseMisfit("The answer does not fit", fields, values);
    if (args !== undefined && edits !== null) refuseMisfit("The arguments do not fit", edits, args);
  }
  const changed = args !== undefined && input.approved ? { args } : {};
  const json = JSON.stringify({ approved: input.approved, values, note: input.note ?? "", ...changed });
  const valueId = uuidv7();
  const commandId = uuidv7();
  const answer = { id: valueId, bytes: Buffer.byteLength(json, "utf8") };
  await submitCommand(ctx.services.pool, {
    runId: row.id,
    workspaceId: row.workspaceId,
    id: commandId,
    kind: "answer",
    payload: JSON.stringify({ stepKey: input.stepKey, answer }),
    by: actorName(actor),
    value: { id: valueId, kind: "json", json, labels: { i: "T", c: [] } },
  });
  const outcome = await awaitCommand(ctx.services, { runId: row.id, commandId, withinMs: 10_000 });
  if (outcome === "refused") {
    throw new ServiceError(
      "CONFLICT",
      "NOT_WAITING",
      "This step no longer waits: it was answered, cancelled or it expired.",
    );
  }
  return { state: outcome };
}

function refuseMisfit(what: string, schema: JsonObject, value: JsonObject): void {
  const [first] = validateJson(schema, value);
  if (first === undefined) return;
  throw new ServiceError("INVALID", "ANSWER", `${what}: ${first.path} ${first.message}`);
}

interface WaitingQuestion {
  /** What is to be filled in. */
  readonly fields: JsonObject | null;
  /** What may be changed of that which is shown. */
  readonly edits: JsonObject | null;
}

/** The forms of the step's present wait (null: none asked). Throws `CONFLICT` where the step has never waited. */
async function waitingQuestion(ctx: ServiceContext, runId: string, stepKey: string): Promise<WaitingQuestion> {
  const event = await ctx.services.db.runEvent.findFirst({
    where: { runId, stepKey, type: "step.waiting" },
    orderBy: { seq: "desc" },
  });
  if (event === null) throw new ServiceError("CONFLICT", "NOT_WAITING", "This step does not wait for an answer.");
  const body = event.body;
  const show =
    typeof body === "object" && body !== null && !Array.isArray(body) && typeof body.show === "object"
      ? body.show
      : null;
  const showId = show !== null && !Array.isArray(show) ? show?.id : undefined;
  if (typeof showId !== "string") return { fields: null, edits: null };
  const shown = await ctx.services.values.read(runId, showId);
  const { fields, edits } = isObject(shown) ? shown : {};
  return { fields: isObject(fields) ? fields : null, edits: isObject(edits) ? edits : null };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
