"use client";
import { Dialog } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { useView } from "../editor/use-stores.ts";
import { createLateModule } from "../expression/late-module.ts";
import { LatePart } from "./late-part.tsx";

const palette = createLateModule(async () => (await import("./command-palette.tsx")).CommandPalette);
const connect = createLateModule(async () => (await import("../connect-by-keys/connect-dialog.tsx")).ConnectDialog);
const extract = createLateModule(async () => (await import("../extract-subflow/extract-dialog.tsx")).ExtractDialog);
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
        <LatePart module={palette} with={{ onRun, onClose: close }} />
      </Dialog>
    );
  }
  if (dialog === "shortcuts") {
    return (
      <Dialog open wide onOpenChange={(open) => !open && close()} title="Keys">
        <LatePart module={shortcuts} with={{}} />
      </Dialog>
    );
  }
  if (dialog === "connect") {
    return (
      <Dialog open bare onOpenChange={(open) => !open && close()} title="Connect to" wide>
        <LatePart module={connect} with={{ onClose: close }} />
      </Dialog>
    );
  }
  if (dialog === "extract") {
    return (
      <Dialog open wide onOpenChange={(open) => !open && close()} title="Make a workflow of the chosen nodes">
        <LatePart module={extract} with={{ onClose: close }} />
      </Dialog>
    );
  }
  return null;
}
