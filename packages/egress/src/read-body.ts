import { pipeline, type Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { StepFailure } from "@orrery/node-kit";
import { tooLarge } from "./egress-failure.ts";

/** `deflate` means zlib to the standard and raw deflate to some servers: the first byte tells. */
function createEitherInflate(): Transform {
  let inner: Transform | null = null;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (inner === null) {
        inner = (chunk[0] ?? 0) % 16 === 8 ? createInflate() : createInflateRaw();
        inner.on("data", (data) => this.push(data));
        inner.on("error", (cause) => this.destroy(cause));
      }
      inner.write(chunk, (cause) => done(cause ?? undefined));
    },
    flush(done) {
      if (inner === null) return done();
      inner.once("end", () => done());
      inner.end();
    },
  });
}

function decoderFor(encoding: string, host: string): Transform | null {
  switch (encoding) {
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createEitherInflate();
    case "br":
      return createBrotliDecompress();
    default:
      throw new StepFailure({
        code: "EGRESS_FAILED",
        message: `${host} answered in an encoding that is not known here: ${encoding.slice(0, 40)}.`,
        class: "permanent",
      });
  }
}

/**
 * The body in pieces, decompressed, counted as it comes: a small answer that unpacks to a huge one stops at the limit.
 * @throws StepFailure `EGRESS_TOO_LARGE`
 */
export async function* readBody(
  raw: Readable,
  answer: { readonly encoding: string; readonly host: string; readonly maxBytes: number },
): AsyncGenerator<Uint8Array> {
  const decoder = decoderFor(answer.encoding.trim().toLowerCase(), answer.host);
  const stream = decoder === null ? raw : pipeline(raw, decoder, () => {});
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) continue;
      bytes += chunk.byteLength;
      if (bytes > answer.maxBytes) throw tooLarge(answer.host, answer.maxBytes);
      yield chunk;
    }
  } finally {
    stream.destroy();
    raw.destroy();
  }
}
