"use client";
import { IconButton, useToast } from "@orrery/ui";
import { Copy } from "lucide-react";

export interface CopyButtonProps {
  /** What the button does, such as "Copy the key". */
  name: string;
  text: string;
  /** Said once it is copied. */
  copied: string;
}

/** Puts a text on the clipboard, and says whether it is there. */
export function CopyButton({ name, text, copied }: CopyButtonProps) {
  const toast = useToast();
  return (
    <IconButton
      name={name}
      icon={<Copy aria-hidden size={14} strokeWidth={1.75} />}
      onClick={() => {
        // Without a secure address a browser offers no clipboard.
        Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"))).then(
          () => toast({ title: copied, tone: "done" }),
          () => toast({ title: "It could not be copied. Select it and copy it by hand.", tone: "failed" }),
        );
      }}
    />
  );
}
