const previewBytes = 1024;

/** The first bytes of a value's JSON text, at most 1 KB of UTF-8, cut between characters. */
export function previewOf(json: string): string {
  if (json.length <= previewBytes / 4 || Buffer.byteLength(json, "utf8") <= previewBytes) return json;
  const cut = Buffer.from(json.slice(0, previewBytes), "utf8").subarray(0, previewBytes);
  return new TextDecoder("utf-8").decode(cut, { stream: true });
}
