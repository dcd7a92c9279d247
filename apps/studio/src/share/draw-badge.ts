import type { RunStatus } from "@orrery/engine";
import { escapeXml } from "@orrery/viewer/draw";

const tones: Readonly<Record<RunStatus, string>> = {
  queued: "#6b7280",
  running: "#2382b8",
  waiting: "#8b5fc7",
  paused: "#8b5fc7",
  cancelling: "#6b7280",
  succeeded: "#2f8a57",
  failed: "#c2413b",
  cancelled: "#6b7280",
};
const longestName = 40;

/** A badge that says how a run stands, as an SVG file by itself. */
export function drawBadge(title: string, status: RunStatus): string {
  const signs = [...(title || "Run")];
  const name = signs.length > longestName ? `${signs.slice(0, longestName - 1).join("")}…` : signs.join("");
  const left = widthOf(name);
  const right = widthOf(status);
  const text = (x: number, words: string) => `<text x="${x}" y="14">${escapeXml(words)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${escapeXml(`${name}: ${status}`)}">
<title>${escapeXml(`${name}: ${status}`)}</title>
<clipPath id="r"><rect width="${left + right}" height="20" rx="4"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="20" fill="#2b2f3a"/><rect x="${left}" width="${right}" height="20" fill="${tones[status]}"/></g>
<g fill="#fff" font-family="Geist,Verdana,DejaVu Sans,sans-serif" font-size="11">${text(8, name)}${text(left + 8, status)}</g>
</svg>
`;
}

/** About the width of a text at 11 px, with its margins. */
function widthOf(text: string): number {
  return Math.round([...text].length * 6.6) + 16;
}
