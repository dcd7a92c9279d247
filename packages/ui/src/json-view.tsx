"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./icon-button.tsx";
import { JsonTree } from "./json-tree.tsx";
import { Segmented } from "./segmented.tsx";

const MOST_TEXT = 200_000;

export interface JsonViewProps {
  /** What the value is: the accessible name. */
  label: string;
  value: unknown;
}

/** A JSON value as a tree or as text. Inert: nothing in it is made into a link, an image or markup. */
export function JsonView({ label, value }: JsonViewProps) {
  const [mode, setMode] = useState<"tree" | "text">("tree");
  const [copied, setCopied] = useState(false);
  const simple = typeof value !== "object" || value === null;
  const text = () => (typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "absent"));

  async function copy() {
    await navigator.clipboard.writeText(text());
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }

  return (
    <div className="rounded-control border border-line bg-field">
      <div className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-2.5">
        <span className="min-w-0 truncate text-muted text-xs">{label}</span>
        <span className="flex shrink-0 items-center gap-1">
          {!simple && (
            <Segmented
              label={`Show ${label} as`}
              value={mode}
              onValueChange={setMode}
              options={[
                { value: "tree", label: "Tree" },
                { value: "text", label: "Text" },
              ]}
            />
          )}
          <IconButton
            name={copied ? "Copied" : `Copy ${label}`}
            size="sm"
            onClick={copy}
            icon={
              copied ? (
                <Check aria-hidden size={14} strokeWidth={1.75} />
              ) : (
                <Copy aria-hidden size={14} strokeWidth={1.75} />
              )
            }
          />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className="max-h-96 overflow-auto p-2.5">
        {mode === "tree" && !simple ? <JsonTree value={value} /> : <JsonText text={text()} />}
      </section>
    </div>
  );
}

function JsonText({ text }: { text: string }) {
  const cut = text.length > MOST_TEXT;
  return (
    <pre className="whitespace-pre-wrap break-words font-mono text-code">
      {cut ? text.slice(0, MOST_TEXT) : text}
      {cut && (
        <span className="text-dim">
          {`\n… the first ${MOST_TEXT.toLocaleString("en")} of ${text.length.toLocaleString("en")} characters; copy gives all of it`}
        </span>
      )}
    </pre>
  );
}
