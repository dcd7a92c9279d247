"use client";
import { LatePart } from "../commands/late-part.tsx";
import { useEditor } from "../editor/editor-context.ts";
import { useView } from "../editor/use-stores.ts";
import { createLateModule } from "../expression/late-module.ts";

const panel = createLateModule(async () => (await import("./find-panel.tsx")).FindPanel);

/** The panel that finds and replaces, over the canvas, while it is asked for. */
export function LateFindPanel() {
  const { view } = useEditor();
  const isOpen = useView(({ dialog }) => dialog === "find" || dialog === "replace");
  return isOpen ? <LatePart module={panel} with={{ onClose: () => view.setState({ dialog: null }) }} /> : null;
}
