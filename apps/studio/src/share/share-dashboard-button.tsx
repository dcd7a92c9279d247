"use client";
import { Button } from "@orrery/ui";
import { Share2 } from "lucide-react";
import { useState } from "react";
import { useMay } from "../access/access-context.tsx";
import { ShareDashboardDialog, type ShareDashboardDialogProps } from "./share-dashboard-dialog.tsx";

/** Opens the dialog that shows a dashboard to others; not there for those who may not. */
export function ShareDashboardButton(props: Omit<ShareDashboardDialogProps, "onClose">) {
  const [isOpen, setOpen] = useState(false);
  if (!useMay("share.manage")) return null;
  return (
    <>
      <Button icon={<Share2 aria-hidden size={16} strokeWidth={1.75} />} onClick={() => setOpen(true)}>
        Share
      </Button>
      {isOpen && <ShareDashboardDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
