import { type DeviationKind, deviationKinds } from "@orrery/engine/baseline";
import { z } from "zod";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

/** Where alerts go: a web address that is sent signed JSON (Standard Webhooks), or people by e-mail. */
export type AlertPlace =
  | { readonly channel: "webhook"; readonly url: string }
  | { readonly channel: "email"; readonly from: string; readonly to: readonly string[] };

export interface AlertTargetInput {
  readonly name: string;
  readonly place: AlertPlace;
  /** The handle of a credential: of a webhook the signing secret, of an e-mail the mail server. */
  readonly credential: string;
  /** Of what it is told; at least one. */
  readonly kinds: readonly DeviationKind[];
  /** So many minutes the same thing at the same node is not told again: 1 to 10,080. */
  readonly quietMinutes: number;
  readonly enabled: boolean;
}

const longestName = 80;
const mostReceivers = 20;
const longestQuiet = 10_080;
const address = /^[^\s<>@,;:"()\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
/** What the credential must be for. */
const credentialKind = { webhook: "signing", email: "smtp" } as const;

/** The input in one spelling. Throws `INVALID` in words, also where there is no such credential, or one for something else. */
export async function checkAlertTarget(
  { db }: Pick<ServiceContext["services"], "db">,
  workspaceId: string,
  input: AlertTargetInput,
): Promise<AlertTargetInput> {
  const name = input.name.trim();
  if (name === "" || name.length > longestName || /\p{Cc}/u.test(name)) {
    throw invalid("ALERT_NAME", `A name has 1 to ${longestName} characters in one line.`);
  }
  const kinds = deviationKinds.filter((kind) => input.kinds.includes(kind));
  if (kinds.length === 0) throw invalid("ALERT_KINDS", "Choose what to be told of.");
  const { quietMinutes, credential } = input;
  if (!Number.isInteger(quietMinutes) || quietMinutes < 1 || quietMinutes > longestQuiet) {
    throw invalid("ALERT_QUIET", "The quiet time is 1 minute to 7 days.");
  }
  const place = checkPlace(input.place);
  const found = await db.credential.findFirst({ where: { workspaceId, handle: credential }, select: { kind: true } });
  if (found === null) throw invalid("ALERT_CREDENTIAL", `There is no credential “${credential}” here.`);
  if (found.kind !== credentialKind[place.channel]) {
    const wanted = place.channel === "webhook" ? "a signing secret" : "a mail server";
    throw invalid("ALERT_CREDENTIAL", `The credential “${credential}” is not ${wanted}.`);
  }
  return { name, place, credential, kinds, quietMinutes, enabled: input.enabled };
}

function checkPlace(place: AlertPlace): AlertPlace {
  if (place.channel === "email") {
    const from = place.from.trim();
    const to = place.to.map((one) => one.trim()).filter((one) => one !== "");
    const wrong = [from, ...to].find((one) => !address.test(one));
    if (wrong !== undefined) {
      throw invalid("ALERT_ADDRESS", `“${wrong.slice(0, 80)}” is not an address such as ada@example.org.`);
    }
    if (to.length === 0 || to.length > mostReceivers) {
      throw invalid("ALERT_ADDRESS", `An alert goes to 1 to ${mostReceivers} addresses.`);
    }
    return { channel: "email", from, to };
  }
  const url = URL.parse(place.url.trim());
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw invalid("ALERT_ADDRESS", `“${place.url.slice(0, 80)}” is not a web address. Begin it with https://.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw invalid("ALERT_ADDRESS", "An address cannot hold a name and password: alerts are signed instead.");
  }
  url.hash = "";
  return { channel: "webhook", url: url.href };
}

const stored = z.discriminatedUnion("channel", [
  z.object({ channel: z.literal("webhook"), url: z.string() }),
  z.object({ channel: z.literal("email"), from: z.string(), to: z.array(z.string()) }),
]);

/** The place of a row. Throws where a newer version wrote it. */
export function storedPlace(channel: string, place: unknown): AlertPlace {
  return stored.parse({ channel, ...(typeof place === "object" ? place : {}) });
}

/** What a row keeps of a place beside its channel. */
export function placeColumns(place: AlertPlace): { readonly channel: string; readonly place: object } {
  const { channel, ...rest } = place;
  return { channel, place: rest };
}

/** The row of a target of the workspace. Throws `NOT_FOUND`. */
export async function findAlertTarget({ db }: Pick<ServiceContext["services"], "db">, workspaceId: string, id: string) {
  const row = await db.alertTarget.findFirst({ where: { id, workspaceId } });
  if (row === null) throw new ServiceError("NOT_FOUND", "ALERT_TARGET", "There is no such alert.");
  return row;
}

function invalid(reason: string, message: string): ServiceError {
  return new ServiceError("INVALID", reason, message);
}
