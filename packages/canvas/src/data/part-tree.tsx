"use client";
import type { JsonMember, JsonPath } from "@orrery/graph";
import { cx, IconButton } from "@orrery/ui";
import { ChevronRight, Copy, Route } from "lucide-react";
import { type DragEvent, useMemo, useState } from "react";
import { type DataSource, localSource } from "./data-source.ts";
import { DRAGGED_PATH } from "./dragged-path.ts";
import { PartMessage, ShowMore } from "./part-message.tsx";
import { usePart } from "./use-part.ts";

export interface PartTreeProps {
  source: DataSource;
  /** Where in the source. */
  path: JsonPath;
  /** The same place as an expression reads it; null where none can. */
  pathOf: ((path: JsonPath) => string) | null;
  /** Where this stands in the whole value. */
  at: JsonPath;
  onCopy: (words: string, text: string) => void;
}

/** The members of a value, a page at a time; what lies deeper is fetched when it is opened. */
export function PartTree({ source, path, pathOf, at, onCopy }: PartTreeProps) {
  const { loaded, more } = usePart(source, path);
  if (loaded.kind !== "part") return <PartMessage loaded={loaded} />;
  const { part } = loaded;
  if (part.kind !== "list" && part.kind !== "object") {
    return (
      <pre className="whitespace-pre-wrap break-words font-mono text-code">
        {part.text}
        <ShowMore
          shown={part.text.length}
          size={part.kind === "text" ? part.size : part.text.length}
          unit="characters"
          onMore={more}
        />
      </pre>
    );
  }
  if (part.size === 0) return <p className="font-mono text-code text-dim">{part.kind === "list" ? "[ ]" : "{ }"}</p>;
  return (
    <ul className={cx("font-mono text-code", at.length > 0 && "ml-1.75 border-l pl-3")}>
      {part.members.map((member) => (
        <MemberRow key={member.key} {...{ member, source, path, pathOf, at, onCopy }} />
      ))}
      <li>
        <ShowMore shown={part.members.length} size={part.size} unit="entries" onMore={more} />
      </li>
    </ul>
  );
}

function MemberRow({ member, source, path, pathOf, at, onCopy }: PartTreeProps & { member: JsonMember }) {
  const [open, setOpen] = useState(false);
  const nested = member.kind === "list" || member.kind === "object" || (member.kind === "text" && member.cut);
  const local = useMemo(() => (member.cut ? null : localSource(member.sample)), [member]);
  const here = [...at, member.key];
  const words = pathOf?.(here) ?? null;
  const drag = (event: DragEvent): void => {
    if (words === null) return;
    event.dataTransfer.setData(DRAGGED_PATH, words);
    event.dataTransfer.setData("text/plain", `{{ ${words} }}`);
    event.dataTransfer.effectAllowed = "copy";
    event.stopPropagation();
  };
  return (
    <li>
      <div className="group flex items-center gap-1 rounded-chip hover:bg-raised">
        <button
          type="button"
          aria-expanded={nested ? open : undefined}
          draggable={words !== null}
          onDragStart={drag}
          onClick={() => nested && setOpen(!open)}
          className="flex min-w-0 flex-1 items-baseline gap-1 text-left"
        >
          <ChevronRight
            aria-hidden
            size={14}
            strokeWidth={1.75}
            className={cx(
              "shrink-0 self-center text-dim transition-transform",
              open && "rotate-90",
              !nested && "invisible",
            )}
          />
          <span className="shrink-0 text-running">{member.key}</span>
          <span
            className={cx("min-w-0 truncate", member.kind === "text" ? "text-done" : nested ? "text-dim" : "text-ink")}
          >
            {summaryOf(member)}
          </span>
        </button>
        <span className="flex shrink-0 opacity-0 focus-within:opacity-100 group-hover:opacity-100">
          {words !== null && (
            <IconButton
              size="sm"
              name={`Copy the path ${words}`}
              icon={<Route aria-hidden size={13} strokeWidth={1.75} />}
              onClick={() => onCopy("The path", `{{ ${words} }}`)}
            />
          )}
          {!member.cut && (
            <IconButton
              size="sm"
              name={`Copy the value of ${member.key}`}
              icon={<Copy aria-hidden size={13} strokeWidth={1.75} />}
              onClick={() => onCopy("The value", textOf(member.sample))}
            />
          )}
        </span>
      </div>
      {open && (
        <PartTree
          source={local ?? source}
          path={local === null ? [...path, member.key] : []}
          pathOf={pathOf}
          at={here}
          onCopy={onCopy}
        />
      )}
    </li>
  );
}

function textOf(value: JsonMember["sample"]): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function summaryOf({ kind, size, sample, cut }: JsonMember): string {
  if (typeof sample === "string" && kind !== "text") return sample;
  if (kind === "list") return size === 1 ? "[ 1 item ]" : `[ ${size.toLocaleString("en")} items ]`;
  if (kind === "object") return size === 1 ? "{ 1 field }" : `{ ${size.toLocaleString("en")} fields }`;
  if (typeof sample === "string") return cut ? `"${sample.slice(0, 200)}…` : JSON.stringify(sample);
  return JSON.stringify(sample);
}
