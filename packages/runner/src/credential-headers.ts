import { coversAddress } from "@orrery/egress";
import { type EgressRequest, StepFailure } from "@orrery/node-kit";
import type { Secret, SecretMask } from "@orrery/ports";
import { Webhook } from "standardwebhooks";

function refused(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}

/** What a request is completed with as it leaves. `now` is epoch ms. */
export interface RequestCredential {
  readonly secret: Secret | null;
  readonly handle: string;
  readonly mask: SecretMask;
  readonly now: number;
}

/**
 * The request with the credential in its headers, or signed by it, for this one sending.
 * @throws StepFailure `CREDENTIAL_UNKNOWN`, `CREDENTIAL_KIND`, `CREDENTIAL_HOST`
 */
export function withCredential(
  request: EgressRequest,
  { secret, handle, mask, now }: RequestCredential,
): EgressRequest {
  if (secret === null) throw refused("CREDENTIAL_UNKNOWN", `There is no credential “${handle}” here.`);
  if (!coversAddress(secret.hosts, request.url)) {
    throw refused("CREDENTIAL_HOST", `The credential “${handle}” may only go to ${secret.hosts.join(", ")}.`);
  }
  const added = addedHeaders(secret, request, now);
  // A signature is no secret, and its timestamp stands in many places.
  if (secret.kind !== "signing") for (const value of Object.values(added)) mask.learn(value);
  const others = Object.entries(request.headers ?? {}).filter(([name]) => !(name.toLowerCase() in added));
  return { ...request, headers: { ...Object.fromEntries(others), ...added } };
}

/** Headers that carry the credential, or what it signed; names in lower case. */
function addedHeaders(secret: Secret, request: EgressRequest, now: number): Readonly<Record<string, string>> {
  const { kind, handle, open, values } = secret;
  switch (kind) {
    case "bearer":
      return { authorization: `Bearer ${values.token ?? ""}` };
    case "header":
      return { [(open.name ?? "").toLowerCase()]: values.value ?? "" };
    case "basic":
      return { authorization: `Basic ${Buffer.from(`${open.user}:${values.password}`).toString("base64")}` };
    case "signing":
      return signature(values.secret ?? "", request, now);
    case "model":
      throw refused("CREDENTIAL_KIND", `The credential “${handle}” is the key of a model provider, not for requests.`);
    case "smtp":
    case "postgres":
      throw refused("CREDENTIAL_KIND", `The credential “${handle}” opens a connection; it is not for requests.`);
  }
}

/** The headers of Standard Webhooks, over the `webhook-id` that the step gave and the body as it leaves. */
function signature(secret: string, { headers = {}, body = "" }: EgressRequest, now: number): Record<string, string> {
  const id = Object.entries(headers).find(([name]) => name.toLowerCase() === "webhook-id")?.[1];
  if (id === undefined || typeof body !== "string") {
    throw refused("CREDENTIAL_KIND", "Only messages that have an id and are text can be signed.");
  }
  return {
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, new Date(now), body),
  };
}
