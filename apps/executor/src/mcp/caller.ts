import type { IncomingMessage } from "node:http";
import type { ServiceContext, Services } from "@orrery/services";
import type { Refusal } from "../hooks/refusal.ts";

export interface CallerMeans {
  readonly services: () => Promise<Services>;
}

export type Caller =
  | { readonly ok: true; readonly id: string; readonly ctx: ServiceContext }
  | { readonly ok: false; readonly refusal: Refusal };

/** Who calls, by the API key in `Authorization: Bearer …`, which has to be one that may run. */
export async function readCaller(means: CallerMeans, request: IncomingMessage): Promise<Caller> {
  const { resolveApiKey, may } = await import("@orrery/services");
  const services = await means.services();
  const actor = await resolveApiKey(services.pool, request.headers.authorization);
  if (actor === null || actor.kind !== "key") return { ok: false, refusal: noKey };
  if (!may(actor, "run.start") || !may(actor, "run.read")) return { ok: false, refusal: notForRunning };
  return { ok: true, id: actor.keyId, ctx: { services, actor } };
}

const noKey: Refusal = {
  status: 401,
  code: "API_KEY",
  message: "Send an API key: Authorization: Bearer orrery_… Keys are made in the studio's settings.",
  headers: { "www-authenticate": "Bearer" },
};
const notForRunning: Refusal = { status: 403, code: "SCOPE", message: "This key may not run workflows." };
