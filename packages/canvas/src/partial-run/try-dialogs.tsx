"use client";
import { LatePart } from "../commands/late-part.tsx";
import { useView } from "../editor/use-stores.ts";
import type { EditorRun } from "../editor/workflow-editor.tsx";
import { createLateModule } from "../expression/late-module.ts";

const pin = createLateModule(async () => (await import("../pins/pin-dialog.tsx")).PinDialog);
const part = createLateModule(async () => (await import("./partial-run-dialog.tsx")).PartialRunDialog);

/** What is asked before a part of a draft is tried, and what stands for outputs in it. Their code comes when it is asked for. */
export function TryDialogs({ run }: { run: EditorRun }) {
  const pinning = useView((state) => state.pinning !== null);
  const isPartial = useView((state) => state.partialRun !== null);
  return (
    <>
      {pinning && <LatePart module={pin} with={{}} />}
      {isPartial && <LatePart module={part} with={{ run }} />}
    </>
  );
}
