"use client";
import { Button } from "@orrery/ui";
import { Share2 } from "lucide-react";
import { useState } from "react";
import { useMay } from "../access/access-context.tsx";
import { ShareDialog } from "./share-dialog.tsx";

/** Opens the dialog that shows a run to others; not there for those who may not. */
export function ShareButton({ runId }: { runId: string }) {
  const [isOpen, setOpen] = useState(false);
  if (!useMay("share.manage")) return null;
  return (
    <>
      <Button icon={<Share2 aria-hidden size={16} strokeWidth={1.75} />} onClick={() => setOpen(true)}>
        <span className="sr-only sm:not-sr-only">Share</span>
      </Button>
      {isOpen && <ShareDialog runId={runId} onClose={() => setOpen(false)} />}
    </>
  );
}
