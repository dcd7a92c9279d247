import { createHash } from "node:crypto";
import { StepFailure } from "@orrery/node-kit";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

const timeMs = 20_000;
const longestAddress = 2_000;
/** Servers of source files call JSON plain text, and some call it nothing. */
const taken = /^(?:application\/(?:[\w.+-]+\+)?json|text\/(?:plain|json|x-json)|application\/octet-stream)\s*(?:;|$)/i;

export interface FileWanted {
  readonly url: string;
  readonly maxBytes: number;
  /** What the file was known by when it was fetched last. */
  readonly etag?: string | null;
}

/** A file from the network, or that it is the one known already. */
export type FetchedFile =
  | { readonly kind: "same" }
  | { readonly kind: "file"; readonly text: string; readonly sha256: string; readonly etag: string | null };

/**
 * Fetches a JSON file through egress: within 20 s and `maxBytes`, never from private addresses but those the owner allows.
 * Throws `INVALID` (`FETCH`), whose message says what was refused or went wrong.
 */
export async function fetchFile({ egress }: Pick<Services, "egress">, wanted: FileWanted): Promise<FetchedFile> {
  const { maxBytes, etag } = wanted;
  const url = webAddress(wanted.url);
  if (egress === null) throw refused("Files are fetched by the studio only.");
  const headers = {
    accept: "application/json, text/plain;q=0.9, */*;q=0.1",
    ...(typeof etag === "string" && { "if-none-match": etag }),
  };
  const signal = AbortSignal.timeout(timeMs);
  const answer = await egress
    .fetch({ method: "GET", url: url.href, headers, maxBytes, signal }, { hosts: ["host:*"] })
    .catch((cause: unknown) => {
      throw cause instanceof StepFailure ? refused(cause.error.message) : cause;
    });
  if (answer.status === 304 && typeof etag === "string") return { kind: "same" };
  if (answer.status !== 200) throw refused(`${url.host} answered with ${answer.status}, not with a file.`);
  const type = answer.headers["content-type"] ?? "application/octet-stream";
  if (!taken.test(type)) {
    throw refused(
      `${url.host} answered with ${type.split(";")[0]?.slice(0, 60)}, not with a JSON file. Give the address of the file itself.`,
    );
  }
  return {
    kind: "file",
    text: decode(answer.body, url.host),
    sha256: createHash("sha256").update(answer.body).digest("hex"),
    etag: entityTag(answer.headers.etag),
  };
}

/** An address of a file, in its one spelling. Throws `INVALID` (`FETCH`). */
export function webAddress(text: string, base?: string): URL {
  const url = text.length > longestAddress ? null : URL.parse(text.trim(), base);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw refused(`“${text.slice(0, 80)}” is not a web address. Begin it with https://.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw refused("An address may not carry a user name or password.");
  }
  url.hash = "";
  return url;
}

function decode(body: Uint8Array, host: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw refused(`What ${host} answered with is not text.`);
  }
}

/** Kept only where it can be sent back as it is. */
function entityTag(text: string | undefined): string | null {
  return text !== undefined && /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(text) ? text : null;
}

function refused(message: string): ServiceError {
  return new ServiceError("INVALID", "FETCH", message);
}
