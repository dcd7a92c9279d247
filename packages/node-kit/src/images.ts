/** What models that see can read; some of them not each of these. */
export type ImageMediaType = "image/png" | "image/jpeg" | "image/webp" | "image/gif";

/** An image as a model is shown it. It is never part of the log. */
export interface ModelImage {
  readonly mediaType: ImageMediaType;
  readonly bytes: Uint8Array;
}

/** What kind of image these bytes are by how they begin, whatever their file is called; null where they are none of these. */
export function imageMediaType(bytes: Uint8Array): ImageMediaType | null {
  const signs = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (signs(0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (signs(0, 3) === "\xff\xd8\xff") return "image/jpeg";
  if (signs(0, 4) === "RIFF" && signs(8, 12) === "WEBP") return "image/webp";
  if (signs(0, 6) === "GIF87a" || signs(0, 6) === "GIF89a") return "image/gif";
  return null;
}
