import type { AlertBody, DueDelivery } from "@orrery/db/baseline";
import { coversAddress, type Egress } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import type { MailClient, Secret, Secrets } from "@orrery/ports";
import { Webhook } from "standardwebhooks";
import { alertText } from "./alert-text.ts";

const patienceMs = 20_000;
/** What receivers answer is of no use but to know that they did. */
const answerBytes = 64_000;

export interface AlertMeans {
  readonly egress: Pick<Egress, "fetch">;
  readonly mail: MailClient;
  readonly secrets: Secrets;
}

/**
 * Sends one alert: a POST signed by Standard Webhooks whose `webhook-id` is the delivery's id, or an e-mail whose Message-ID
 * follows from it, so that a receiver knows a repeated one. Throws in words for people where it was not taken.
 */
export async function sendAlert(
  { egress, mail, secrets }: AlertMeans,
  delivery: DueDelivery,
  stop: AbortSignal,
): Promise<void> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(patienceMs)]);
  const secret = await secrets.resolve(delivery.workspaceId, delivery.credential);
  if (secret === null) throw refusal(`There is no credential “${delivery.credential}” any more.`);
  if (delivery.channel === "email") await sendMail(mail, secret, delivery, signal);
  else await sendWebhook(egress, secret, delivery, signal);
}

async function sendWebhook(
  egress: Pick<Egress, "fetch">,
  secret: Secret,
  { id, place, body }: DueDelivery,
  signal: AbortSignal,
): Promise<void> {
  const url = textOf(place, "url");
  if (secret.kind !== "signing") throw refusal(`The credential “${secret.handle}” is not a signing secret.`);
  if (!coversAddress(secret.hosts, url)) {
    throw refusal(`The credential “${secret.handle}” may only go to ${secret.hosts.join(", ")}.`);
  }
  const at = new Date();
  const answer = await egress.fetch(
    {
      ...{ url, method: "POST", body, redirect: "manual", maxBytes: answerBytes, signal },
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": new Webhook(secret.values.secret ?? "").sign(id, at, body),
      },
    },
    { hosts: secret.hosts },
  );
  if (answer.status < 200 || answer.status >= 300) throw refusal(`It answered with status ${answer.status}.`);
}

async function sendMail(
  mail: MailClient,
  secret: Secret,
  { id, place, body }: DueDelivery,
  signal: AbortSignal,
): Promise<void> {
  if (secret.kind !== "smtp") throw refusal(`The credential “${secret.handle}” is not a mail server.`);
  const { subject, text } = alertText(JSON.parse(body) as AlertBody);
  const to = listOf(place, "to");
  const receipt = await mail.send(
    {
      ...{ credential: secret.handle, from: textOf(place, "from"), to, cc: [], bcc: [] },
      ...{ subject, text, idempotencyKey: `alert ${id}`, signal },
    },
    secret,
  );
  if (receipt.accepted.length === 0) throw refusal("The mail server took none of the addresses.");
}

/** Why it was not taken, as the list of deliveries says it. */
export function problemOf(error: unknown): string {
  const words =
    error instanceof StepFailure ? error.error.message : error instanceof Error ? error.message : String(error);
  return words.slice(0, 300);
}

function refusal(message: string): StepFailure {
  return new StepFailure({ code: "ALERT", message, class: "permanent" });
}

function textOf(place: unknown, field: string): string {
  const found = fieldOf(place, field);
  return typeof found === "string" ? found : "";
}

function listOf(place: unknown, field: string): readonly string[] {
  const found = fieldOf(place, field);
  return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
}

function fieldOf(place: unknown, field: string): unknown {
  return typeof place === "object" && place !== null
    ? Object.entries(place).find(([name]) => name === field)?.[1]
    : null;
}
