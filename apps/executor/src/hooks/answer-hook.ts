import type { IncomingMessage, ServerResponse } from "node:http";
import type { RunStore } from "@orrery/db/run-log";
import {
  openSealedText,
  type PublishedTrigger,
  ServiceError,
  type TokenDirectory,
  triggerRun,
} from "@orrery/services/triggers";
import { Webhook } from "standardwebhooks";
import { v7 as uuidv7 } from "uuid";
import { traceOf } from "../telemetry/trace-of.ts";
import type { EndWaiter } from "./await-end.ts";
import { hookInput } from "./hook-input.ts";
import { readJsonBody } from "./read-json-body.ts";
import { type Refusal, sendJson, sendRefusal } from "./refusal.ts";
import { sendAnswer } from "./send-answer.ts";
import type { RunStarter } from "./start-runs.ts";

export interface HookMeans {
  readonly store: Pick<RunStore, "pool" | "bus">;
  readonly directory: TokenDirectory;
  readonly starter: RunStarter;
  readonly waiter: EndWaiter;
  readonly secret: () => Promise<string>;
}

/** A caller who asked for the output waits for it so long. */
const longestWaitMs = 60_000;

/** A call of `/hooks/<token>`: starts a run of the trigger's published version, and answers as the trigger says. */
export async function answerHook(
  means: HookMeans,
  { token, query }: { readonly token: string; readonly query: URLSearchParams },
  http: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = http;
  const trigger = /^[A-Za-z0-9_-]{43}$/.test(token) ? await means.directory.find(token) : null;
  if (trigger?.spec.kind !== "webhook") return sendRefusal(response, notFound);
  const { method, signed, answer } = trigger.spec;
  if (request.method !== method) {
    const message = `This address is called by ${method}.`;
    return sendRefusal(response, { status: 405, code: "METHOD", message, headers: { allow: method } });
  }
  const body = await readJsonBody(request);
  if (!body.ok) return sendRefusal(response, body.refusal);
  if (signed && !(await isSigned(means, trigger, { text: body.text, request })))
    return sendRefusal(response, notSigned);
  const given = request.headers["idempotency-key"];
  const messageId = signed ? request.headers["webhook-id"] : undefined;
  if (!isKey(given) || !isKey(messageId)) return sendRefusal(response, badKey);
  const answering = trigger.plan.nodes.flatMap((node) => (node.answersCaller === true ? [node.id] : []));
  // Who repeats a signed call can put any Idempotency-Key on it, but no other webhook-id.
  const messageKey = messageId === undefined ? null : `webhook-id\n${messageId}`;
  if (messageKey !== null && given !== undefined) {
    const before = await runOfKey(means, trigger, messageKey);
    if (before !== null) return answerRun(means, { runId: before, answer, answering }, response);
  }
  const key = given ?? messageKey;
  const input = hookInput({ body: body.value, headers: request.headers, query });
  const runId = uuidv7();
  const started = await means.starter
    .start(
      (owner) => triggerRun({ trigger, input, runId, key, owner, ...traceOf(request.headers) }),
      trigger.plan,
      messageKey === key ? null : messageKey,
    )
    .catch((error: unknown) => refusalOf(error));
  if ("status" in started) return sendRefusal(response, started);
  if (started.kind === "absent") {
    const known = messageKey ?? key;
    const before = known === null ? null : await runOfKey(means, trigger, known);
    return before === null
      ? sendRefusal(response, notFound)
      : answerRun(means, { runId: before, answer, answering }, response);
  }
  if (answer === "now") return sendJson(response, { status: 202, body: { runId } });
  if (answering.length > 0) return answerRun(means, { runId, answer, answering }, response);
  sendAnswer(response, runId, await started.ended(longestWaitMs));
}

function isKey(header: string | readonly string[] | undefined): header is string | undefined {
  return header === undefined || (typeof header === "string" && header.length > 0 && header.length <= 200);
}

/** The run that a key stands for; null where the trigger does not know it. */
async function runOfKey({ store }: HookMeans, trigger: PublishedTrigger, key: string): Promise<string | null> {
  const found = await store.pool.query<{ run_id: string }>({
    name: "run-of-key",
    text: "SELECT run_id FROM trigger_key WHERE trigger_id = $1::uuid AND key = $2",
    values: [trigger.id, key],
  });
  return found.rows[0]?.run_id ?? null;
}

/** Answers by what the run gives: one of an earlier call, or one with steps that answer before its end. */
async function answerRun(
  { waiter }: HookMeans,
  run: { readonly runId: string; readonly answer: "now" | "output"; readonly answering: readonly string[] },
  response: ServerResponse,
): Promise<void> {
  const { runId, answer, answering } = run;
  if (answer === "now") return sendJson(response, { status: 202, body: { runId } });
  const given =
    answering.length === 0
      ? await waiter.wait(runId, longestWaitMs)
      : await waiter.answer(runId, answering, longestWaitMs);
  sendAnswer(response, runId, given);
}

async function isSigned(
  means: HookMeans,
  trigger: PublishedTrigger,
  call: { readonly text: string; readonly request: IncomingMessage },
): Promise<boolean> {
  if (trigger.keySealed === null) return false;
  const headers = Object.fromEntries(
    Object.entries(call.request.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  try {
    new Webhook(openSealedText(await means.secret(), trigger.keySealed)).verify(call.text, headers, {
      jsonParse: false,
    });
    return true;
  } catch {
    return false;
  }
}

const notFound: Refusal = { status: 404, code: "NOT_FOUND", message: "There is nothing at this address." };
const notSigned: Refusal = {
  status: 401,
  code: "SIGNATURE",
  message: "This address takes only calls that are signed as Standard Webhooks says, within five minutes.",
};
const badKey: Refusal = {
  status: 400,
  code: "IDEMPOTENCY_KEY",
  message: "An Idempotency-Key has 1 to 200 characters, and so has the webhook-id of a signed call.",
};

/** Why a start was refused; what was no refusal is thrown again. */
function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ServiceError)) throw error;
  const { code, reason, message, retryAfterMs } = error;
  const headers = { "retry-after": String(Math.max(1, Math.ceil((retryAfterMs ?? 1_000) / 1_000))) };
  if (code === "TOO_MANY_REQUESTS") return { status: 429, code: reason, message, headers };
  return { status: 422, code: reason, message };
}
