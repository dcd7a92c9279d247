import { createHash } from "node:crypto";
import type { NewValue } from "@orrery/ports";
import { previewOf } from "./preview-of.ts";

/** Values above this many bytes stand in the blob table, keyed by workspace and SHA-256. */
const inlineValueBytes = 32 * 1024;

/** A value as its columns: either `data` (JSON text in the row) or `sha` and `blob` are set. */
export interface ValueRow {
  readonly id: string;
  readonly bytes: number;
  readonly kind: string;
  readonly labels: string;
  readonly preview: string;
  readonly data: string | null;
  readonly sha: string | null;
  readonly blob: Buffer | null;
}

/** Decides where a value's bytes stand, and what of it a list may show. */
export function valueRow({ id, kind, labels, json }: NewValue): ValueRow {
  const encoded = Buffer.from(json, "utf8");
  const isLarge = encoded.length > inlineValueBytes;
  return {
    id,
    bytes: encoded.length,
    kind,
    labels: JSON.stringify(labels),
    preview: previewOf(json),
    data: isLarge ? null : json,
    sha: isLarge ? createHash("sha256").update(encoded).digest("hex") : null,
    blob: isLarge ? encoded : null,
  };
}
