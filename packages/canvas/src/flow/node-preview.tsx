"use client";
import type { Json } from "@orrery/graph";
import type { HandleSpec } from "@orrery/node-kit";
import type { NodeRun } from "../run/node-run.ts";
import { previewLines } from "./preview-lines.ts";

const CHIP = "mx-2.5 mb-2 rounded-chip bg-raised px-2 py-1.5 font-mono text-code text-muted";

export interface NodePreviewProps {
  run: NodeRun;
  outputs: readonly HandleSpec[];
  /** The type's own words for a value. */
  say: ((value: Json) => readonly string[] | null) | undefined;
}

/** Two lines of what the node gave, is giving, or said when it failed. Inert text. */
export function NodePreview({ run, outputs, say }: NodePreviewProps) {
  if (run.state === "failed" && run.error) {
    return (
      <>
        <div className="mx-2.5 mb-2 line-clamp-2 break-words text-failed text-xs">
          {firstLine(run.errorText) ?? run.error.code}
        </div>
        <Lines lines={previewLines({ preview: null, handle: run.handle }, outputs, undefined)} />
      </>
    );
  }
  if (run.streaming && run.preview) {
    return (
      <div className={CHIP}>
        <div className="node-preview node-preview-tail">{run.preview.slice(-140)}</div>
      </div>
    );
  }
  return <Lines lines={previewLines(run, outputs, say)} />;
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
