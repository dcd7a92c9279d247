"use client";
import type { Json } from "@orrery/graph";
import type { HandleSpec } from "@orrery/node-kit";
import type { NodeRun } from "../run/node-run.ts";
import { previewLines, wayWords } from "./preview-lines.ts";

const CHIP = "mx-2.5 mb-2 rounded-chip bg-raised px-2 py-1.5 font-mono text-code text-muted";

export interface NodePreviewProps {
  run: NodeRun;
  outputs: readonly HandleSpec[];
  /** The type's own words for a value. */
  say: ((value: Json) => readonly string[] | null) | undefined;
}

/** Two lines of what the node gave, is giving, or said when it failed; the way it went is `NodeWay`. Inert text. */
export function NodePreview({ run, outputs, say }: NodePreviewProps) {
  if (run.state === "failed" && run.error) {
    return (
      <div className="mx-2.5 mt-1 mb-2 line-clamp-2 break-words text-failed text-xs">
        {firstLine(run.errorText) ?? run.error.code}
      </div>
    );
  }
  if (run.streaming && run.preview) {
    return (
      <div className={CHIP}>
        <div className="node-preview node-preview-tail">{run.preview.slice(-140)}</div>
      </div>
    );
  }
  const lines = previewLines(run, outputs, say);
  return <Lines lines={lines[0] === wayWords(run.handle, outputs) ? lines.slice(1) : lines} />;
}

/** Which way the node went, where it has several and no more is to be told: it stands beside the ports. */
export function NodeWay({ run, outputs, say }: NodePreviewProps) {
  const way = wayWords(run.handle, outputs);
  if (way === null || (run.state !== "failed" && previewLines(run, outputs, say)[0] !== way)) return null;
  return (
    <div className="truncate rounded-chip bg-raised px-2 py-1 font-mono text-code text-muted" title={way}>
      {way}
    </div>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  const [first, second] = lines;
  if (first === undefined) return null;
  return (
    <div className={CHIP}>
      <div className={second === undefined ? "node-preview line-clamp-2" : "truncate"}>{first}</div>
      {second !== undefined && <div className="truncate">{second}</div>}
    </div>
  );
}

/** An error value is `{ message, details }`; its preview may be cut in the middle. */
function firstLine(text: string | null): string | null {
  if (text === null) return null;
  const message = /"message":\s*"((?:[^"\\]|\\.)*)/.exec(text)?.[1];
  const line = (message ?? text).replace(/\\n[\s\S]*$/, "").replaceAll('\\"', '"');
  return line.split("\n")[0] ?? null;
}
