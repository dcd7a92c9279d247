"use client";
import type { JsonPart, JsonPath } from "@orrery/graph";
import { useEffect, useState } from "react";
import type { DataSource } from "./data-source.ts";

export type LoadedPart =
  | { readonly kind: "loading" | "gone" }
  | { readonly kind: "part"; readonly part: JsonPart }
  | { readonly kind: "failed"; readonly message: string };

const LOADING: LoadedPart = { kind: "loading" };

/** A piece of a value from a path on; `more` appends the next page. */
export function usePart(
  source: DataSource,
  path: JsonPath,
): { readonly loaded: LoadedPart; readonly more: () => void } {
  const place = JSON.stringify(path);
  const [loaded, setLoaded] = useState<LoadedPart>(LOADING);
  const [pages, setPages] = useState(1);
  useEffect(() => {
    let current = true;
    const at: JsonPath = JSON.parse(place);
    const had = loaded.kind === "part" && pages > 1 ? loaded.part : null;
    const offset = had === null ? 0 : had.offset + Math.max(had.members.length, had.text.length);
    source.part({ path: at, offset }).then(
      (part) => {
        if (!current) return;
        if (part === null) setLoaded({ kind: "gone" });
        else if (had === null) setLoaded({ kind: "part", part });
        else {
          const members = [...had.members, ...part.members];
          setLoaded({ kind: "part", part: { ...part, offset: had.offset, members, text: had.text + part.text } });
        }
      },
      (error: unknown) =>
        current &&
        setLoaded({ kind: "failed", message: error instanceof Error ? error.message : "It could not be read." }),
    );
    return () => {
      current = false;
    };
    // What is loaded is only added to: it is no reason to load again.
  }, [source, place, pages]);
  return { loaded, more: () => setPages(pages + 1) };
}
