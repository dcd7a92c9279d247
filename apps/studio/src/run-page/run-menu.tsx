"use client";
import type { RunControl, RunOverlay } from "@orrery/canvas";
import { hasEnded } from "@orrery/engine";
import type { RunRow } from "@orrery/services";
import { Button, Menu, type MenuItem } from "@orrery/ui";
import { Ellipsis, GitCompareArrows, History, PencilRuler, Share2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore } from "react";
import { useMay } from "../access/access-context.tsx";
import { compareAddress } from "../run-list/compare-address.ts";
import { ShareDialog } from "../share/share-dialog.tsx";
import { useRunAgain } from "./use-run-again.ts";

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;

const MORE = <Button icon={<Ellipsis aria-hidden size={16} strokeWidth={1.75} />}>More</Button>;

export interface RunMenuProps {
  run: RunRow;
  overlay: RunOverlay;
  control: RunControl | null;
}

/** What can be done with a run, by its words, where the bar has no room for buttons with words. */
export function RunMenu({ run, overlay, control }: RunMenuProps) {
  const router = useRouter();
  const maySeeShares = useMay("share.manage");
  const mayDraw = useMay("workflow.write");
  const [isSharing, setSharing] = useState(false);
  const { status } = useSyncExternalStore(overlay.subscribe, overlay.getState, overlay.getState).live;
  const items: MenuItem[] = [];
  if (maySeeShares) items.push({ label: "Share", icon: <Share2 {...ICON} />, onSelect: () => setSharing(true) });
  items.push({
    label: "Compare",
    icon: <GitCompareArrows {...ICON} />,
    onSelect: () => router.push(compareAddress({ b: run.id })),
  });
  if (run.workflowId !== null) {
    const address = `/workflows/${run.workflowId}?run=${run.id}`;
    items.push({
      label: mayDraw ? "Open in the editor" : "Open the drawing",
      icon: <PencilRuler {...ICON} />,
      onSelect: () => router.push(address),
    });
  }
  return (
    <>
      {control && hasEnded(status) ? (
        <MenuWithRunAgain items={items} control={control} />
      ) : (
        <Menu label="More about this run" trigger={MORE} items={items} />
      )}
      {isSharing && <ShareDialog runId={run.id} onClose={() => setSharing(false)} />}
    </>
  );
}

function MenuWithRunAgain({ items, control }: { items: readonly MenuItem[]; control: RunControl }) {
  const { start, isStarting } = useRunAgain(control);
  const again: MenuItem = { label: "Run again", icon: <History {...ICON} />, disabled: isStarting, onSelect: start };
  return <Menu label="More about this run" trigger={MORE} items={[...items, again]} />;
}
