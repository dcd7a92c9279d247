"use client";
import { Button, Sheet } from "@orrery/ui";
import { Panel } from "@xyflow/react";
import { Plus, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { useEditor } from "./editor-context.ts";
import type { OpenPanel } from "./editor-view.ts";
import { useRun, useView } from "./use-stores.ts";

export interface NarrowBarProps {
  readOnly: boolean;
  /** What the panel shows while no node is chosen; of the run, unless said otherwise. */
  about?: string;
}

/** On a narrow screen: what opens the panels, at the bottom of the canvas. */
export function NarrowBar({ readOnly, about = "This run" }: NarrowBarProps) {
  const { overlay, view } = useEditor();
  const chosen = useView((state) => state.selectedNodes.size);
  const run = useRun();
  const ran = run !== null && run.startedAt !== null;
  const asked = run?.waiting.some((key) => overlay?.runState().steps.get(key)?.waitFor === "person") ?? false;
  return (
    <Panel position="bottom-left" className="flex gap-1.5">
      {!readOnly && (
        <Button
          icon={<Plus aria-hidden size={15} strokeWidth={1.75} />}
          onClick={() => view.setState({ sheet: "palette" })}
        >
          Add
        </Button>
      )}
      {(chosen === 1 || (chosen === 0 && ran)) && (
        <Button
          icon={<SlidersHorizontal aria-hidden size={15} strokeWidth={1.75} />}
          onClick={() => view.setState({ sheet: "inspector" })}
        >
          {chosen === 1 ? "Open" : asked ? "Waiting for you" : about}
        </Button>
      )}
    </Panel>
  );
}

export interface NarrowSheetProps {
  panel: Exclude<OpenPanel, null>;
  title: string;
  children: ReactNode;
}

/** A panel over a narrow screen. */
export function NarrowSheet({ panel, title, children }: NarrowSheetProps) {
  const { view } = useEditor();
  const open = useView((state) => state.sheet === panel);
  return (
    <Sheet open={open} onOpenChange={(next) => view.setState({ sheet: next ? panel : null })} title={title}>
      <div className="flex h-[70dvh] flex-col">{children}</div>
    </Sheet>
  );
}
