import type { Egress } from "@orrery/egress";

export interface ServerFetch {
  readonly egress: Egress;
  /** What may be reached: the server's host, or (`host:*`) any while a sign-in is being looked for. */
  readonly hosts: readonly string[];
  /** Of all answers together. */
  readonly maxBytes: number;
  /** Put on every request; null: nothing. */
  readonly header: readonly [name: string, value: string] | null;
  /** Ends whatever is still under way. */
  readonly signal: AbortSignal;
  /** An answer that broke off in its middle, which the protocol's library would only wait for. */
  readonly onBroken?: (cause: unknown) => void;
  /** How many answers are on their way. */
  readonly onUnderWay?: (count: number) => void;
}

/**
 * `fetch` in the shape that the protocol's library asks for, going out through the guard. A stream that is not the answer
 * to something we sent is not opened: what a server has to say unasked is not listened to.
 */
export function serverFetch(
  options: ServerFetch,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  const { egress, hosts, header, onBroken, onUnderWay } = options;
  let left = options.maxBytes;
  let underWay = 0;
  const count = (change: 1 | -1): void => {
    underWay += change;
    onUnderWay?.(underWay);
  };
  return async (input, init) => {
    const request = new Request(input, { ...init, redirect: "follow" });
    const isUnasked = request.headers.get("accept")?.includes("text/event-stream") === true && request.method === "GET";
    if (isUnasked && !request.headers.has("last-event-id")) return new Response(null, { status: 405 });
    const headers = Object.fromEntries(request.headers);
    if (header !== null) headers[header[0].toLowerCase()] = header[1];
    const signal = AbortSignal.any([options.signal, ...(init?.signal ? [init.signal] : [])]);
    count(1);
    try {
      const body = request.body === null ? {} : { body: new Uint8Array(await request.arrayBuffer()) };
      const parts = { url: request.url, method: request.method, headers, ...body, maxBytes: left, signal };
      const answer = await egress.open(parts, { hosts });
      const isEmpty = answer.status === 204 || answer.status === 304;
      const stream = new ReadableStream<Uint8Array>({
        async pull(controller) {
          try {
            const { done, value } = await answer.body.next();
            if (done) {
              count(-1);
              controller.close();
              return;
            }
            left -= value.byteLength;
            controller.enqueue(value);
          } catch (cause) {
            count(-1);
            onBroken?.(cause);
            controller.error(cause);
          }
        },
        cancel() {
          count(-1);
          answer.cancel();
        },
      });
      if (isEmpty) {
        count(-1);
        answer.cancel();
      }
      return new Response(isEmpty ? null : stream, { status: answer.status, headers: withoutEncoding(answer.headers) });
    } catch (cause) {
      count(-1);
      throw cause;
    }
  };
}

/** The body has been unpacked and may have another length than the headers say. */
function withoutEncoding(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name !== "content-encoding" && name !== "content-length"),
  );
}
