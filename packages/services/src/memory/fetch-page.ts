import { type EgressRequest, type EgressResponse, StepFailure } from "@orrery/node-kit";

const largest = 8_000_000;
const fetchMs = 30_000;

/** The fetching of the one way out to the network. */
interface PageFetch {
  fetch(request: EgressRequest, grant: { readonly hosts: readonly string[] }): Promise<EgressResponse>;
}

/** Gets the page at an address, of at most 8 MB, within 30 s. Throws `StepFailure` in words for people. */
export async function fetchPage(
  egress: PageFetch,
  url: string,
  signal: AbortSignal,
): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(fetchMs)]);
  const request = { url, method: "GET", maxBytes: largest, signal: within };
  const { status, headers, body } = await egress.fetch(request, { hosts: ["host:*"] });
  if (status >= 400) {
    throw new StepFailure({ code: "PAGE", message: `The page answered with status ${status}.`, class: "permanent" });
  }
  return { mediaType: headers["content-type"] ?? "", bytes: body };
}
