"use client";
import { Button, cx, IconButton, Kbd } from "@orrery/ui";
import { CaseSensitive, ChevronDown, ChevronRight, Regex, WholeWord, X } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { FindField } from "./find-field.tsx";
import { type FieldHit, findHits } from "./find-hits.ts";
import { goToHit } from "./go-to-hit.ts";
import { HitList } from "./hit-list.tsx";
import { planReplace } from "./plan-replace.ts";
import { searchableTexts } from "./searchable-texts.ts";
import { type TextQuery, textFinder } from "./text-finder.ts";

const FRESH: TextQuery = { text: "", isExactCase: false, isWholeWord: false, isPattern: false };
const ICON = { "aria-hidden": true, size: 15, strokeWidth: 1.75 } as const;

/** Finds a text in every field of the document, goes there, and replaces it, one by one or all as one step of undo. */
export function FindPanel({ onClose }: { onClose: () => void }) {
  const { catalog, compile, document: store, view } = useEditor();
  const actions = useEditorActions();
  const graph = useGraph();
  const asked = useView((state) => state.dialog);
  const [query, setQuery] = useState(FRESH);
  const [replacement, setReplacement] = useState("");
  const [isReplacing, setReplacing] = useState(asked === "replace");
  const [at, setAt] = useState(0);
  const [said, setSaid] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const sought = useDeferredValue(query);

  const texts = useMemo(() => searchableTexts(graph, catalog), [graph, catalog]);
  const finder = useMemo(() => textFinder(sought), [sought]);
  const { hits, hasMore } = useMemo(() => findHits(texts, finder), [texts, finder]);
  const active = hits.length === 0 ? null : (hits[Math.min(at, hits.length - 1)] ?? null);

  useEffect(() => {
    input.current?.select();
    if (asked === "replace") setReplacing(true);
  }, [asked]);

  const change = (to: Partial<TextQuery>) => {
    setQuery((before) => ({ ...before, ...to }));
    setAt(0);
    setSaid("");
  };
  const go = (hit: FieldHit | null) => hit && goToHit(hit, { actions, view });
  /** A key may come before what was typed has been looked for. */
  const hitsNow = () => (sought === query ? hits : findHits(texts, textFinder(query)).hits);
  const activeNow = () => (sought === query ? active : (hitsNow()[0] ?? null));

  function replaceOne() {
    const hit = activeNow();
    replace(hit ? [hit] : []);
  }

  function replace(these: readonly FieldHit[]) {
    if (these.length === 0 || !store) return;
    const before = compile?.settle().errors ?? 0;
    const plan = planReplace(graph, { hits: these, sought: query.text, replacement, isPattern: query.isPattern });
    actions.apply(plan);
    if (!plan.ok) return setSaid(plan.why);
    const more = (compile?.settle().errors ?? 0) - before;
    const broke = more > 0 ? ` ${more === 1 ? "1 problem" : `${more} problems`} came of it: see Problems.` : "";
    setSaid(`Replaced ${these.length === 1 ? "1 place" : `${these.length} places`}.${broke} ${plan.notice ?? ""}`);
    if (more > 0) view.setState({ dockOpen: true, dockTab: "problems" });
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      return onClose();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || hits.length === 0) return;
    event.preventDefault();
    setAt((before) => (Math.min(before, hits.length - 1) + step + hits.length) % hits.length);
  }

  const toggle = (name: string, key: "isExactCase" | "isWholeWord" | "isPattern", icon: ReactNode) => (
    <IconButton
      name={name}
      size="sm"
      aria-pressed={query[key]}
      className={cx(query[key] && "bg-raised text-ink")}
      onClick={() => change({ [key]: !query[key] })}
      icon={icon}
    />
  );

  return (
    <search
      aria-label="Find and replace"
      onKeyDown={onKey}
      className="absolute top-14 right-3 z-10 flex max-h-[calc(100%-4.5rem)] w-[min(22rem,calc(100%-1.5rem))] animate-appear flex-col rounded-card border bg-panel shadow-float"
    >
      <div className="flex shrink-0 flex-col gap-1.5 p-2">
        <div className="flex items-center gap-1">
          {store && (
            <IconButton
              name={isReplacing ? "Only find" : "Also replace"}
              size="sm"
              aria-expanded={isReplacing}
              onClick={() => setReplacing(!isReplacing)}
              icon={isReplacing ? <ChevronDown {...ICON} /> : <ChevronRight {...ICON} />}
            />
          )}
          <FindField
            ref={input}
            label="Find"
            value={query.text}
            onValue={(text) => change({ text })}
            onEnter={() => go(activeNow())}
            list={list}
            activeKey={active?.key ?? null}
          />
          {toggle("Capital letters count", "isExactCase", <CaseSensitive {...ICON} />)}
          {toggle("Whole words", "isWholeWord", <WholeWord {...ICON} />)}
          {toggle("Regular expression", "isPattern", <Regex {...ICON} />)}
          <IconButton name="Close" size="sm" onClick={onClose} icon={<X {...ICON} />} />
        </div>
        {isReplacing && store && (
          <div className="flex items-center gap-1 pl-8">
            <FindField label="Replace with" value={replacement} onValue={setReplacement} onEnter={replaceOne} />
            <Button size="sm" disabled={active === null} onClick={replaceOne}>
              Replace
            </Button>
            <Button size="sm" disabled={active === null || hasMore} onClick={() => replace(hitsNow())}>
              All
              <span className="sr-only"> {hits.length} places</span>
            </Button>
          </div>
        )}
        <p role="status" className="min-h-4 px-1 text-muted text-xs">
          {said !== "" ? said : finder.ok ? countWords(hits.length, hasMore) : finder.why}
        </p>
      </div>
      {active && (
        <HitList
          id={list}
          graph={graph}
          hits={hits}
          activeKey={active.key}
          onGo={(hit, index) => {
            setAt(index);
            go(hit);
          }}
        />
      )}
      {active && (
        <p className="flex shrink-0 items-center gap-1.5 border-t px-3 py-1.5 text-2xs text-muted max-md:hidden">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> choose, <Kbd>↵</Kbd> opens the field, <Kbd>⌘F</Kbd> comes back
        </p>
      )}
    </search>
  );
}

function countWords(count: number, hasMore: boolean): string {
  if (hasMore) return `More than ${count} places: say more of it.`;
  return count === 0 ? "It stands nowhere." : count === 1 ? "1 place" : `${count} places`;
}
