"use client";
import type { SaveState as DocumentSaveState } from "@orrery/canvas";
import { cx } from "@orrery/ui";
import { CloudAlert, CloudCheck, CloudOff, CloudUpload } from "lucide-react";

const LOOK = {
  saved: { word: "Saved", icon: CloudCheck, tone: "text-dim" },
  saving: { word: "Saving", icon: CloudUpload, tone: "text-dim" },
  offline: { word: "Not saved yet", icon: CloudOff, tone: "text-waiting" },
  stopped: { word: "Not being saved", icon: CloudAlert, tone: "text-failed" },
  conflict: { word: "A change was refused", icon: CloudAlert, tone: "text-failed" },
};

/** Whether every edit has reached the draft log. */
export function SaveState({ state }: { state: DocumentSaveState }) {
  const { word, icon: Icon, tone } = LOOK[state];
  return (
    <span role="status" className={cx("flex items-center gap-1.5", tone)}>
      <Icon aria-hidden size={15} strokeWidth={1.75} />
      <span className="sr-only sm:not-sr-only">{word}</span>
    </span>
  );
}
