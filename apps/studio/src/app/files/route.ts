import { openFile, ServiceError } from "@orrery/services";
import { contextOf } from "../../server/request-context.server.ts";

export const dynamic = "force-dynamic";

/** A file of the workspace (`?name=`) to be kept by whoever asks: never shown as a page of this origin, whatever it says it is. */
export async function GET(request: Request): Promise<Response> {
  const name = new URL(request.url).searchParams.get("name") ?? "";
  const ctx = await contextOf(request.headers);
  try {
    const { bytes, pieces } = await openFile({ ctx, input: { name } });
    return new Response(streamOf(pieces), { headers: downloadHeaders(name, bytes) });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const status = error.code === "UNAUTHENTICATED" ? 401 : error.code === "FORBIDDEN" ? 403 : 404;
    return new Response(error.message, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
  }
}

/** One piece at a time, as fast as they are taken. */
function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** RFC 6266 and 8187: the last part of the name, plainly for old readers and wholly for others. */
function downloadHeaders(name: string, bytes: number): Record<string, string> {
  const last = name.split("/").at(-1) ?? "file";
  const plain = last.replace(/[^\w. -]/g, "_");
  const whole = encodeURIComponent(last).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return {
    "content-type": "application/octet-stream",
    "content-length": String(bytes),
    "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
  };
}
