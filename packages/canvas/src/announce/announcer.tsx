"use client";
import { useEffect, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useView } from "../editor/use-stores.ts";
import { announcedWords, type Heard } from "./announced-words.ts";

/** Says to a screen reader what happens on the canvas: what was added, connected, undone, and how the run goes. */
export function Announcer() {
  const { document: store, overlay, view } = useEditor();
  const asked = useView((state) => state.said);
  const [words, setWords] = useState("");
  useEffect(() => {
    const hear = (): Heard => {
      const run = overlay?.getState();
      const { undoName = null, redoName = null } = store?.getState() ?? {};
      return { undoName, redoName, runStatus: run?.live.status ?? null, waiting: run?.waiting.length ?? 0 };
    };
    let before = hear();
    const listen = () => {
      const now = hear();
      const heard = announcedWords(before, now);
      before = now;
      if (heard !== null) setWords((last) => anew(last, heard));
    };
    const left = [store?.subscribe(listen), overlay?.subscribe(listen)];
    return () => {
      for (const leave of left) leave?.();
    };
  }, [store, overlay]);
  useEffect(() => {
    if (asked === null) return;
    setWords((last) => anew(last, asked));
    view.setState({ said: null });
  }, [asked, view]);
  return (
    <div role="status" aria-live="polite" aria-label="What happened" className="sr-only">
      {words}
    </div>
  );
}

/** The same words are only heard again where the text changes. */
function anew(last: string, words: string): string {
  return last === words ? `${words}\u00a0` : words;
}
