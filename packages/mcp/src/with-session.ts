import {
  Client,
  type JsonSchemaValidatorResult,
  type jsonSchemaValidator,
  type RequestOptions,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import type { Egress } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import { mcpFailure } from "./mcp-failure.ts";
import { noMcp, timedOut } from "./refusals.ts";
import { serverFetch } from "./server-fetch.ts";

/** Where a server is, and how it is asked. */
export interface ServerPlace {
  readonly url: string;
  readonly host: string;
  /** What may be reached; never more than the server's own host, and nothing where a step was not granted that. */
  readonly hosts: readonly string[];
  readonly header: readonly [name: string, value: string] | null;
}

export interface SessionLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** A server may break a stream off and have it asked for again; when nothing is under way for so long it will not. */
const silentMs = 3_000;
const farewellMs = 1_000;

/** Schemas come from the server; the library would make code of them. We check what comes against them ourselves. */
const noValidator: jsonSchemaValidator = { getValidator: <T>() => trusting<T> };

/** What it is given is what the caller checks next. */
function trusting<T>(input: unknown): JsonSchemaValidatorResult<T> {
  return { valid: true, data: input as T, errorMessage: undefined };
}

/**
 * Connects, works, and says goodbye: each session is of its own, so nothing of one call is known to the next. Ends within
 * the time and bytes that it is given, whatever the server does. Throws `StepFailure` with `MCP_…` or `EGRESS_…`; the
 * signal's reason where that ended it.
 */
export async function withSession<T>(
  egress: Egress,
  { place, limits }: { readonly place: ServerPlace; readonly limits: SessionLimits },
  work: (client: Client, options: RequestOptions) => Promise<T>,
): Promise<T> {
  const { host, hosts, header, url } = place;
  limits.signal.throwIfAborted();
  const end = new AbortController();
  const gone = new AbortController();
  const timer = setTimeout(() => end.abort(timedOut(host, limits.timeoutMs)), limits.timeoutMs);
  const onAbort = (): void => end.abort(limits.signal.reason);
  limits.signal.addEventListener("abort", onAbort, { once: true });
  let silence: NodeJS.Timeout | undefined;
  let broken: unknown;
  const fetch = serverFetch({
    ...{ egress, hosts, header, maxBytes: limits.maxBytes, signal: gone.signal },
    onBroken: (cause) => end.abort(cause),
    onUnderWay: (count) => {
      clearTimeout(silence);
      if (count === 0) {
        const closed = noMcp(host, "It closed the connection without an answer.");
        silence = setTimeout(() => end.abort(closed), silentMs);
      }
    },
  });
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    fetch: (input, init) =>
      fetch(input, init).catch((cause: unknown) => {
        broken ??= cause;
        throw cause;
      }),
    redirectPolicy: "follow",
    reconnectionOptions: {
      ...{ initialReconnectionDelay: 250, maxReconnectionDelay: 1_000, reconnectionDelayGrowFactor: 2, maxRetries: 3 },
    },
  });
  const client = new Client(
    { name: "orrery", version: "0.1.0" },
    { capabilities: {}, jsonSchemaValidator: noValidator, versionNegotiation: { mode: "auto" } },
  );
  const ended = new Promise<never>((_resolve, reject) => {
    end.signal.addEventListener("abort", () => reject(end.signal.reason), { once: true });
  });
  ended.catch(() => undefined);
  // Ours is the limit that counts; the library's own only has to be longer.
  const options: RequestOptions = { signal: end.signal, timeout: limits.timeoutMs + 60_000 };
  try {
    const whole = client.connect(transport, options).then(() => work(client, options));
    whole.catch(() => undefined);
    return await Promise.race([whole, ended]);
  } catch (cause) {
    if (limits.signal.aborted) throw limits.signal.reason;
    if (end.signal.aborted) throw mcpFailure(end.signal.reason, host);
    throw mcpFailure(broken instanceof StepFailure ? broken : cause, host);
  } finally {
    clearTimeout(timer);
    limits.signal.removeEventListener("abort", onAbort);
    const leave = async (): Promise<void> => {
      let patience: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        patience = setTimeout(resolve, farewellMs);
      });
      await Promise.race([transport.terminateSession().catch(() => undefined), late]);
      clearTimeout(patience);
      clearTimeout(silence);
      await client.close().catch(() => undefined);
      clearTimeout(silence);
      gone.abort();
    };
    void leave();
  }
}
