import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { escapeXml } from "../drawing/svg-element.ts";
import type { SharedRun } from "../shared-run.ts";
import { dataElement } from "./data-element.ts";
import { ROOT_ID } from "./page-ids.ts";

export interface ViewerParts {
  /** The viewer's bundle: `viewerBundle.script` and `.style`. */
  readonly script: string;
  readonly style: string;
  readonly title: string;
}

/**
 * A run as one HTML file that replays from disk. Its policy lets only these two, the script and the style, do anything, by
 * their hashes, and lets nothing reach the network; a stream that the run names is left out.
 * Throws where the script or the style could end the element that it stands in.
 */
export function exportHtml(run: SharedRun, { script, style, title }: ViewerParts): string {
  if (/<\/script|<!--/i.test(script)) throw new Error("The script would end its own element.");
  if (/<\/style/i.test(style)) throw new Error("The style would end its own element.");
  const policy = [
    "default-src 'none'",
    `script-src '${sourceHash(script)}'`,
    `style-src '${sourceHash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeXml(title.trim() || "A run")}</title>
<style>${style}</style>
</head>
<body>
<div id="${ROOT_ID}"></div>
${dataElement({ ...run, live: null })}
<script>${script}</script>
</body>
</html>
`;
}

/** What a content security policy names an inline script or style by. */
export function sourceHash(text: string): string {
  return `sha256-${base64(sha256(utf8ToBytes(text)))}`;
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
