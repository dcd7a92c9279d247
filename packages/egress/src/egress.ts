import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import type { EgressRequest, EgressResponse } from "@orrery/node-kit";
import { request as send } from "undici";
import type { GuardRules, RefusedEndpoint } from "./check-address.ts";
import { denied, egressFailure, tooLarge } from "./egress-failure.ts";
import { guardedConnect } from "./guarded-connect.ts";
import { guardedSocket, type SocketRequest } from "./guarded-socket.ts";
import { type HostEntry, parseHostEntry, parseHostList } from "./host-list.ts";
import { mayRepeat, openConnections } from "./idle-connections.ts";
import { readBody } from "./read-body.ts";
import { type EgressGrant, grantedHost, readTarget, type Target } from "./read-target.ts";
import { crossOriginHeaders, type HeaderMap, outgoingHeaders, withoutBodyHeaders } from "./request-headers.ts";
import { type ResolveHost, resolveHost } from "./resolve-host.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { TargetPlace } from "./targets/target-view.ts";
import type { Targets } from "./targets/targets.ts";

const maxRedirects = 5;

export interface EgressOptions {
  /** Private hosts that the owner allows, as `host` or `host:port`. */
  readonly allowPrivateHosts?: readonly string[];
  /** Orrery's own servers and database: refused even where their host is allowed. */
  readonly refuse?: readonly RefusedEndpoint[];
  /** How names become addresses. Default: the operating system's way. */
  readonly resolve?: ResolveHost;
  readonly connectTimeoutMs?: number;
  /** Until the first byte of the answer, and between two pieces of it. */
  readonly idleTimeoutMs?: number;
  /** How much each host is asked at a time, and when not at all; absent: as much as comes. */
  readonly targets?: Targets;
}

/** An answer whose body is still on its way. Read it to its end, or `cancel()` it. */
export interface EgressStream {
  readonly status: number;
  /** Names in lower case; several values joined by `, `. */
  readonly headers: HeaderMap;
  readonly body: AsyncGenerator<Uint8Array>;
  /** Lets go of a body that nobody will read. */
  cancel(): void;
}

/** The one way out to the network. */
export interface Egress {
  /** One request, at most five redirects, the whole body (≤ `maxBytes`). Throws `StepFailure` with an `EGRESS_…` code. */
  fetch(request: EgressRequest, grant: EgressGrant): Promise<EgressResponse>;
  /** The same with the body in pieces as they arrive. */
  open(request: EgressRequest, grant: EgressGrant): Promise<EgressStream>;
  /**
   * A socket for what speaks another protocol than HTTP, under the same rules. It ends with `signal`; whoever takes it listens
   * for its errors. Throws `StepFailure` with an `EGRESS_…` code.
   */
  connect(request: SocketRequest, grant: EgressGrant): Promise<Socket>;
  /** An egress of its own (no shared connections) that also reaches these private hosts; for addresses of the owner's configuration. */
  withPrivateHosts(hosts: readonly string[]): Egress;
  close(): Promise<void>;
}

/** A host as its limits are known by: with its port where that is not the usual one. */
function nameOf({ url, host, port }: Target): string {
  return url.port === "" ? host : `${host}:${port}`;
}

function joinHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): HeaderMap {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return result;
}

/** One request of a chain of redirects. */
interface Hop {
  readonly url: string;
  readonly method: string;
  readonly headers: HeaderMap;
  readonly body: string | Uint8Array | null;
}

/** What the next request is, where this answer sends it elsewhere; null where it is the last one. */
function redirected(
  answer: { readonly status: number; readonly location: string | undefined },
  from: Target,
  hop: Hop,
): Hop | null {
  if (![301, 302, 303, 307, 308].includes(answer.status) || answer.location === undefined) return null;
  const next = URL.parse(answer.location, from.url);
  if (next === null) throw denied(`${from.host} redirects to an address that cannot be read.`, { host: from.host });
  const kept = next.origin === from.url.origin ? hop.headers : crossOriginHeaders(hop.headers);
  const becomesGet =
    (answer.status === 303 && hop.method !== "HEAD") || (answer.status <= 302 && hop.method === "POST");
  return becomesGet
    ? { url: next.href, method: "GET", headers: withoutBodyHeaders(kept), body: null }
    : { url: next.href, method: hop.method, headers: kept, body: hop.body };
}

function discard(body: Readable): void {
  body.on("error", () => {}).destroy();
}

async function* answerBody(
  raw: Readable,
  headers: HeaderMap,
  from: { readonly host: string; readonly method: string; readonly request: EgressRequest },
): AsyncGenerator<Uint8Array> {
  const { host, method, request } = from;
  const bodiless = method === "HEAD";
  try {
    if (!bodiless && Number(headers["content-length"] ?? 0) > request.maxBytes) throw tooLarge(host, request.maxBytes);
    const encoding = bodiless ? "" : (headers["content-encoding"] ?? "");
    yield* readBody(raw, { encoding, host, maxBytes: request.maxBytes });
  } catch (cause) {
    throw egressFailure(cause, host, request.signal);
  } finally {
    discard(raw);
  }
}

/**
 * Makes the guard. Names are resolved here, every address is checked, and the connection goes to a checked address; see
 * `checkAddress` for the rules. Proxies of the environment are not used.
 * @throws Error for an entry of `allowPrivateHosts` that is no host.
 */
export function createEgress(options: EgressOptions = {}): Egress {
  const privateHosts = parseHostList(options.allowPrivateHosts?.join(","))
    .map(parseHostEntry)
    .filter((entry): entry is HostEntry => entry !== null);
  const rules: GuardRules = { privateHosts, refuse: options.refuse ?? [], resolve: options.resolve ?? resolveHost };
  const idleTimeoutMs = options.idleTimeoutMs ?? 120_000;
  const connectTimeoutMs = options.connectTimeoutMs ?? 10_000;
  const connections = openConnections({
    connect: guardedConnect(rules, connectTimeoutMs),
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
  });
  const derived: Egress[] = [];

  async function open(request: EgressRequest, grant: EgressGrant): Promise<EgressStream> {
    let hop: Hop = {
      url: request.url,
      method: request.method.toUpperCase(),
      headers: outgoingHeaders(request.headers),
      body: request.body ?? null,
    };
    for (let count = 0; count <= maxRedirects; count += 1) {
      const target = readTarget(hop.url, grant);
      let place: TargetPlace | null = null;
      try {
        request.signal.throwIfAborted();
        place = (await options.targets?.enter(grant.target ?? nameOf(target), request.signal)) ?? null;
        const { method, headers, body } = hop;
        const outgoing = { method, headers, body, signal: request.signal };
        const answer = await send(target.url, { ...outgoing, dispatcher: connections.kept }).catch((cause: unknown) => {
          if (!mayRepeat(outgoing) || !connections.wasClosedIdle(cause)) throw cause;
          return send(target.url, { ...outgoing, dispatcher: connections.fresh });
        });
        const answered = joinHeaders(answer.headers);
        const retryAfterMs = readRetryAfter(answered, Date.now());
        place?.answered({ kind: "answer", status: answer.statusCode, retryAfterMs });
        const isLast = request.redirect === "manual";
        const next = isLast
          ? null
          : redirected({ status: answer.statusCode, location: answered.location }, target, hop);
        if (next === null) {
          if (place !== null) answer.body.once("close", place.end);
          return {
            status: answer.statusCode,
            headers: answered,
            body: answerBody(answer.body, answered, { host: target.host, method, request }),
            cancel: () => discard(answer.body),
          };
        }
        discard(answer.body);
        place?.end();
        hop = next;
      } catch (cause) {
        const failure = egressFailure(cause, target.host, request.signal);
        const isTheirs = failure.error.class === "transient" && !request.signal.aborted;
        place?.answered({ kind: isTheirs ? "failed" : "stopped" });
        place?.end();
        throw failure;
      }
    }
    throw denied(`${request.url.slice(0, 80)} redirects more than ${maxRedirects} times.`);
  }

  async function connect(request: SocketRequest, grant: EgressGrant): Promise<Socket> {
    const { port, signal } = request;
    const host = grantedHost(request, grant);
    let place: TargetPlace | null = null;
    try {
      signal.throwIfAborted();
      place = (await options.targets?.enter(grant.target ?? `${host}:${port}`, signal)) ?? null;
      const socket = await guardedSocket(rules, { ...request, host }, connectTimeoutMs);
      place?.answered({ kind: "answer", status: 200, retryAfterMs: null });
      if (place !== null) socket.once("close", place.end);
      return socket;
    } catch (cause) {
      const failure = egressFailure(cause, host, signal);
      place?.answered({ kind: failure.error.class === "transient" && !signal.aborted ? "failed" : "stopped" });
      place?.end();
      throw failure;
    }
  }

  return {
    open,
    connect,
    async fetch(request, grant) {
      const answer = await open(request, grant);
      const chunks: Uint8Array[] = [];
      for await (const chunk of answer.body) chunks.push(chunk);
      return { status: answer.status, headers: answer.headers, body: new Uint8Array(Buffer.concat(chunks)) };
    },
    withPrivateHosts(hosts) {
      const egress = createEgress({ ...options, allowPrivateHosts: [...(options.allowPrivateHosts ?? []), ...hosts] });
      derived.push(egress);
      return egress;
    },
    async close() {
      await Promise.all([connections.close(), ...derived.map((egress) => egress.close())]);
    },
  };
}
