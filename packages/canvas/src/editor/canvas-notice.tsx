"use client";
import { IconButton } from "@orrery/ui";
import { Panel } from "@xyflow/react";
import { Info, X } from "lucide-react";
import { useEffect } from "react";
import { useEditor } from "./editor-context.ts";
import { useView } from "./use-stores.ts";

const SHOWN_MS = 9000;

/** Why the last thing tried was not possible, for a moment. */
export function CanvasNotice() {
  const { view } = useEditor();
  const notice = useView((state) => state.notice);
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => view.setState({ notice: null }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, view]);
  return (
    <Panel position="bottom-center">
      <div role="status" aria-live="polite">
        {notice !== null && (
          <div className="flex max-w-104 items-start gap-2 rounded-control border bg-panel py-1.5 pr-1 pl-2.5 text-xs shadow-float">
            <Info aria-hidden size={15} strokeWidth={1.75} className="mt-1 shrink-0 text-waiting" />
            <span className="mt-0.5 min-w-0 flex-1 break-words">{notice}</span>
            <IconButton
              name="Close"
              size="sm"
              onClick={() => view.setState({ notice: null })}
              icon={<X aria-hidden size={14} strokeWidth={1.75} />}
            />
          </div>
        )}
      </div>
    </Panel>
  );
}
