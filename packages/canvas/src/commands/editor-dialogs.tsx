"use client";
import { Dialog } from "@orrery/ui";
import { type ComponentType, useSyncExternalStore } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useView } from "../editor/use-stores.ts";
import { createLateModule, type LateModule } from "../expression/late-module.ts";

const palette = createLateModule(async () => (await import("./command-palette.tsx")).CommandPalette);
const shortcuts = createLateModule(async () => (await import("./shortcuts-sheet.tsx")).ShortcutsSheet);

export interface EditorDialogsProps {
  /** Null where nothing can be started. */
  onRun: (() => void) | null;
}

/** What opens over the whole editor by a key. Its code comes when it is first asked for. */
export function EditorDialogs({ onRun }: EditorDialogsProps) {
  const { view } = useEditor();
  const dialog = useView((state) => state.dialog);
  const close = () => view.setState({ dialog: null });
  if (dialog === "commands") {
    return (
      <Dialog open bare onOpenChange={(open) => !open && close()} title="Find an action" wide>
        <Late module={palette} with={{ onRun, onClose: close }} />
      </Dialog>
    );
  }
  if (dialog === "shortcuts") {
    return (
      <Dialog open wide onOpenChange={(open) => !open && close()} title="Keys">
        <Late module={shortcuts} with={{}} />
      </Dialog>
    );
  }
  return null;
}

function Late<P extends object>({ module, with: props }: { module: LateModule<ComponentType<P>>; with: P }) {
  const late = useSyncExternalStore(module.subscribe, module.getState, module.getState);
  if (late.kind === "here") return <late.value {...props} />;
  return (
    <p role="status" className="p-4 text-muted text-sm">
      {late.kind === "away" ? "It cannot be fetched now. It is tried again." : "One moment"}
    </p>
  );
}
