"use client";
import type { JsonHit, JsonPath } from "@orrery/graph";
import { Button, Segmented, Spinner, TextField } from "@orrery/ui";
import { Search, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { DataSource } from "./data-source.ts";
import { PartTable } from "./part-table.tsx";
import { PartImage, PartText } from "./part-text.tsx";
import { PartTree } from "./part-tree.tsx";

const VIEWS = [
  { value: "tree", label: "Tree" },
  { value: "table", label: "Table" },
  { value: "json", label: "JSON" },
  { value: "image", label: "Image" },
] as const;
type View = (typeof VIEWS)[number]["value"];

export interface DataPaneProps {
  /** The accessible name: “Output”. */
  label: string;
  source: DataSource;
  /** A path into the value as an expression reads it; null where none can. */
  pathOf: ((path: JsonPath) => string) | null;
}

/** A value of any size: as tree, table, JSON or image, with a search inside. Only what is looked at is fetched. */
export function DataPane({ label, source, pathOf }: DataPaneProps) {
  const [view, setView] = useState<View>("tree");
  const [path, setPath] = useState<JsonPath>([]);
  const [said, setSaid] = useState("");

  function copy(words: string, text: string) {
    navigator.clipboard.writeText(text).then(
      () => setSaid(`${words} is copied.`),
      () => setSaid("The browser does not let this page use the clipboard."),
    );
  }

  return (
    <section aria-label={label} className="flex min-h-0 min-w-0 flex-1 flex-col rounded-control border bg-field">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b px-2.5 py-1.5">
        <h3 className="font-semibold text-sm">{label}</h3>
        <Segmented label={`Show ${label} as`} value={view} onValueChange={setView} options={VIEWS} />
      </header>
      <FindIn key={label} label={label} source={source} onGo={setPath} />
      {path.length > 0 && (
        <div className="flex items-center gap-2 border-b px-2.5 py-1 text-xs">
          <span className="min-w-0 flex-1 truncate font-mono text-code">{pathOf?.(path) ?? path.join(".")}</span>
          <Button
            size="sm"
            variant="ghost"
            icon={<X aria-hidden size={13} strokeWidth={1.75} />}
            onClick={() => setPath([])}
          >
            Show all
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <section tabIndex={0} aria-label={`${label}, its data`} className="min-h-0 flex-1 overflow-auto p-2.5">
        {view === "tree" && (
          <PartTree key={path.join("/")} source={source} path={path} at={path} pathOf={pathOf} onCopy={copy} />
        )}
        {view === "table" && <TablePane source={source} path={path} label={label} onPath={setPath} />}
        {view === "json" && <PartText key={path.join("/")} source={source} path={path} />}
        {view === "image" && <PartImage key={path.join("/")} source={source} path={path} label={label} />}
      </section>
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}

/** A table needs a list: where the value is no list, the lists in it are offered. */
function TablePane({
  source,
  path,
  label,
  onPath,
}: {
  source: DataSource;
  path: JsonPath;
  label: string;
  onPath: (path: JsonPath) => void;
}) {
  const [lists, setLists] = useState<readonly (string | number)[] | null>(null);
  if (lists === null && path.length === 0) {
    void source.part({ path, offset: 0 }).then((part) => {
      const members = part?.kind === "object" ? part.members.filter(({ kind }) => kind === "list") : [];
      setLists(members.map(({ key }) => key));
    });
  }
  if (path.length === 0 && lists !== null && lists.length > 0) {
    return (
      <div className="flex flex-col items-start gap-2">
        <p className="text-muted text-xs">Choose a list to see it as a table.</p>
        {lists.map((key) => (
          <Button key={key} size="sm" onClick={() => onPath([key])}>
            {String(key)}
          </Button>
        ))}
      </div>
    );
  }
  return <PartTable key={path.join("/")} source={source} path={path} label={`${label} as a table`} />;
}

interface FindInProps {
  label: string;
  source: DataSource;
  onGo: (path: JsonPath) => void;
}

/** A search inside a value; a hit leads to where it stands. */
function FindIn({ label, source, onGo }: FindInProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<{ readonly hits: readonly JsonHit[]; readonly isWhole: boolean } | "busy" | null>(
    null,
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === "") return setFound(null);
    setFound("busy");
    source.find(text.trim()).then(setFound, () => setFound({ hits: [], isWhole: false }));
  }
  return (
    <form aria-label={`Find in ${label}`} className="flex flex-col gap-1.5 border-b px-2.5 py-1.5" onSubmit={submit}>
      <div className="flex items-center gap-1.5">
        <div className="min-w-0 flex-1">
          <TextField label={`Text to find in ${label}`} placeholder="Find in it" value={text} onValueChange={setText} />
        </div>
        <Button type="submit" icon={<Search aria-hidden size={14} strokeWidth={1.75} />}>
          Find
        </Button>
      </div>
      {found === "busy" && <Spinner />}
      {found !== null && found !== "busy" && (
        <div className="max-h-40 overflow-y-auto text-xs">
          <p role="status" className="text-muted">
            {found.hits.length === 0
              ? found.isWhole
                ? "It is nowhere in it."
                : "It was not found in what was looked through."
              : `${found.hits.length} ${found.hits.length === 1 ? "place" : "places"}${found.isWhole ? "" : ", and maybe more"}`}
          </p>
          <ul>
            {found.hits.map((hit) => (
              <li key={hit.path.join("/")}>
                <button
                  type="button"
                  className="flex w-full gap-2 rounded-chip text-left hover:bg-raised"
                  onClick={() => onGo(hit.path.slice(0, -1))}
                >
                  <span className="shrink-0 font-mono text-code text-running">{hit.path.join(".")}</span>
                  <span className="min-w-0 truncate">{hit.words}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
