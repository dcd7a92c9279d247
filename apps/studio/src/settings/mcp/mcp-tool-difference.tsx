import type { ToolFace } from "@orrery/node-kit";
import { cx } from "@orrery/ui";
import { lineChanges } from "./line-changes.ts";
import { EFFECT_WORDS } from "./mcp-tool-line.tsx";

const PARTS: readonly { readonly label: string; readonly read: (face: ToolFace) => string }[] = [
  { label: "Title", read: ({ title }) => title },
  { label: "Description", read: ({ description }) => description },
  { label: "What it does", read: ({ effect }) => EFFECT_WORDS[effect] },
  { label: "What it takes", read: ({ inputSchema }) => JSON.stringify(inputSchema, null, 2) },
  {
    label: "What it gives",
    read: ({ outputSchema }) => (outputSchema === null ? "" : JSON.stringify(outputSchema, null, 2)),
  },
];
const MARK = { same: " ", gone: "−", new: "+" } as const;
const LOOK = { same: "text-muted", gone: "bg-failed/12 text-failed", new: "bg-done/12 text-done" } as const;
const SPOKEN = { same: null, gone: "was: ", new: "is now: " } as const;

/** What of a tool is another than what was approved: line by line, part by part. */
export function McpToolDifference({ before, now }: { before: ToolFace; now: ToolFace }) {
  const changed = PARTS.filter(({ read }) => read(before) !== read(now));
  return (
    <section aria-label="What has changed" className="flex flex-col gap-2">
      {changed.length === 0 && (
        <p className="text-muted text-sm">What its server says of how it may be used has changed.</p>
      )}
      {changed.map(({ label, read }) => (
        <div key={label}>
          <h3 className="mb-1 text-muted text-xs">{label}</h3>
          <pre className="rounded-control border p-2 text-code">
            {lineChanges(read(before), read(now)).map(({ kind, text }, at) => (
              <span key={at} className={cx("block whitespace-pre-wrap break-words", LOOK[kind])}>
                <span aria-hidden>{`${MARK[kind]} `}</span>
                {SPOKEN[kind] !== null && <span className="sr-only">{SPOKEN[kind]}</span>}
                {text}
              </span>
            ))}
          </pre>
        </div>
      ))}
    </section>
  );
}
