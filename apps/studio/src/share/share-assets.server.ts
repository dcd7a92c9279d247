import { createHash } from "node:crypto";
import { viewerBundle } from "@orrery/viewer/bundle";

/** A file of the viewer, named by what is in it, so that it may be kept for ever. */
interface ShareAsset {
  readonly path: string;
  readonly text: string;
  readonly contentType: string;
}

export const shareScript = asset(viewerBundle.script, "js", "text/javascript; charset=utf-8");
export const shareStyle = asset(viewerBundle.style, "css", "text/css; charset=utf-8");

function asset(text: string, ending: string, contentType: string): ShareAsset {
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return { path: `/s/assets/${name}.${ending}`, text, contentType };
}

/** The file at a path; null for every other. */
export function findShareAsset(path: string): ShareAsset | null {
  return [shareScript, shareStyle].find((one) => one.path === path) ?? null;
}
