"use client";
import { cx } from "@orrery/ui";
import type { NodeRun } from "../run/node-run.ts";

/** Two lines of what the node gave, is giving, or said when it failed. Inert text. */
export function NodePreview({ run }: { run: NodeRun }) {
  if (run.state === "failed" && run.error) {
    return (
      <div className="mx-2.5 mb-2 line-clamp-2 break-words text-failed text-xs">
        {firstLine(run.errorText) ?? run.error.code}
      </div>
    );
  }
  if (run.preview === null || run.preview === "") return null;
  return (
    <div className="mx-2.5 mb-2 rounded-chip bg-raised px-2 py-1.5">
      <div
        className={cx(
          "node-preview font-mono text-code text-muted",
          run.streaming ? "node-preview-tail" : "line-clamp-2",
        )}
      >
        {run.streaming ? run.preview.slice(-140) : plainWords(run.preview)}
      </div>
    </div>
  );
}

/** What gives a text among other things is shown by its text; a preview may be cut in the middle of it. */
function plainWords(preview: string): string {
  if (!/^[{["]/.test(preview)) return preview;
  const text = /^\{"text":"((?:[^"\\]|\\.)*)/.exec(preview)?.[1];
  return (text || preview).replaceAll("\\n", " ").replaceAll('\\"', '"');
}

/** An error value is `{ message, details }`; its preview may be cut in the middle. */
function firstLine(text: string | null): string | null {
  if (text === null) return null;
  const message = /"message":\s*"((?:[^"\\]|\\.)*)/.exec(text)?.[1];
  const line = (message ?? text).replace(/\\n[\s\S]*$/, "").replaceAll('\\"', '"');
  return line.split("\n")[0] ?? null;
}
