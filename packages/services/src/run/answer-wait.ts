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
}

/**
 * Answers a step that waits for a person. Resolves once the run has taken it (`taken`), or after 10 s without an executor
 * (`saved`: it counts when one is back). Throws `CONFLICT` where the step no longer waits or another answer came first,
 * `INVALID` where the values do not fit the form, `NOT_FOUND`.
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
  const fields = await waitingFields(ctx, input.runId, input.stepKey);
  const problems = input.approved && fields !== null ? validateJson(fields, values) : [];
  const first = problems[0];
  if (first !== undefined) {
    throw new ServiceError("INVALID", "ANSWER", `The answer does not fit: ${first.path} ${first.message}`);
  }
  const json = JSON.stringify({ approved: input.approved, values, note: input.note ?? "" });
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

/** The form of the step's present wait (null: none asked). Throws `CONFLICT` where the step has never waited. */
async function waitingFields(ctx: ServiceContext, runId: string, stepKey: string): Promise<JsonObject | null> {
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
  if (typeof showId !== "string") return null;
  const shown = await ctx.services.values.read(runId, showId);
  return isObject(shown) && isObject(shown.fields) ? shown.fields : null;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
