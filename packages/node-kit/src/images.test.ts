import { expect, test } from "vitest";
import { imageMediaType } from "./images.ts";

const bytesOf = (signs: string) => Uint8Array.from(signs, (sign) => sign.charCodeAt(0));

test.each([
  ["\x89PNG\r\n\x1a\n…", "image/png"],
  ["\xff\xd8\xff\xe0", "image/jpeg"],
  ["RIFF\x10\0\0\0WEBPVP8 ", "image/webp"],
  ["GIF87a", "image/gif"],
  ["GIF89a\x01", "image/gif"],
  ["", null],
  ["\x89PNG", null],
  ["\x89PNG\n\n\x1a\n", null],
  ["\xff\xd8", null],
  ["RIFF\x10\0\0\0WAVE", null],
  ["GIF88a", null],
  ["%PDF-1.7", null],
  ["<svg xmlns=", null],
])("%j is %s", (signs, mediaType) => {
  expect(imageMediaType(bytesOf(signs))).toBe(mediaType);
});
