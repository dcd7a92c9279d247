import type { Egress } from "@orrery/egress";

/** An answer that streams is not measured in advance; this is far above any answer of a model. */
const maxBytes = 20_000_000;

async function requestParts(input: string | URL | Request, init: RequestInit | undefined) {
  const request = new Request(input, init);
  const body = request.body === null ? {} : { body: new Uint8Array(await request.arrayBuffer()) };
  return { url: request.url, method: request.method, headers: Object.fromEntries(request.headers), ...body };
}

/**
 * `fetch` in the shape that the AI SDK asks for, going out through the guard and to one host only, within the limits of
 * `target`. Rejects with
 * `StepFailure` (`EGRESS_…`).
 */
export function fetchThroughEgress(
  egress: Egress,
  { host, target }: { readonly host: string; readonly target: string },
): typeof globalThis.fetch {
  return async (input, init) => {
    const signal = init?.signal ?? new AbortController().signal;
    const parts = await requestParts(input, init);
    const answer = await egress.open({ ...parts, maxBytes, signal }, { hosts: [host], target });
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const { done, value } = await answer.body.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (cause) {
          controller.error(cause);
        }
      },
      cancel: () => answer.cancel(),
    });
    const empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : body, { status: answer.status, headers: withoutEncoding(answer.headers) });
  };
}

/** The body has been unpacked and may have another length than the headers say. */
function withoutEncoding(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name !== "content-encoding" && name !== "content-length"),
  );
}
