"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { cx } from "./cx.ts";
import { jsonMembers, jsonScalar, jsonSummary } from "./json-shape.ts";

const PAGE = 100;
const LONG_TEXT = 2_000;
const OPEN_DEPTH = 2;

export interface JsonTreeProps {
  value: unknown;
  depth?: number;
}

/** The members of a value as nested lists; each level shows a hundred at a time. */
export function JsonTree({ value, depth = 0 }: JsonTreeProps) {
  const [shown, setShown] = useState(PAGE);
  const members = jsonMembers(value);
  if (!members) return <JsonScalar value={value} />;
  const left = members.length - shown;
  return (
    <ul className={cx("font-mono text-code", depth > 0 && "ml-1.75 border-l pl-3")}>
      {members.slice(0, shown).map((member) => (
        <JsonMemberRow key={member.key} name={member.key} value={member.value} depth={depth} />
      ))}
      {left > 0 && (
        <li>
          <button type="button" className="text-brass-ink underline" onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, left)} more of {left.toLocaleString("en")}
          </button>
        </li>
      )}
      {members.length === 0 && <li className="text-dim">{jsonSummary(value)}</li>}
    </ul>
  );
}

function JsonMemberRow({ name, value, depth }: { name: string; value: unknown; depth: number }) {
  const members = jsonMembers(value);
  const [open, setOpen] = useState(depth < OPEN_DEPTH && (members?.length ?? 0) <= 20);
  if (!members || members.length === 0) {
    return (
      <li className="pl-4.5">
        <span className="text-running">{name}</span>
        <span className="text-dim">: </span>
        {members ? <span className="text-dim">{jsonSummary(value)}</span> : <JsonScalar value={value} />}
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-1 rounded-chip text-left hover:bg-raised"
      >
        <ChevronRight
          aria-hidden
          size={14}
          strokeWidth={1.75}
          className={cx("shrink-0 text-dim transition-transform", open && "rotate-90")}
        />
        <span className="min-w-0 break-all text-running">{name}</span>
        <span className="shrink-0 text-dim">{jsonSummary(value)}</span>
      </button>
      {open && <JsonTree value={value} depth={depth + 1} />}
    </li>
  );
}

function JsonScalar({ value }: { value: unknown }) {
  const [whole, setWhole] = useState(false);
  const text = typeof value === "string" ? `"${value}"` : jsonScalar(value);
  const long = text.length > LONG_TEXT && !whole;
  return (
    <span className={cx("whitespace-pre-wrap break-words", typeof value === "string" ? "text-done" : "text-ink")}>
      {long ? `${text.slice(0, LONG_TEXT)}…` : text}
      {long && (
        <button type="button" className="ml-1 text-brass-ink underline" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString("en")} characters
        </button>
      )}
    </span>
  );
}
