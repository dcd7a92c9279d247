"use client";
import { IconButton } from "@orrery/ui";
import { Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";

/** The address that a waiting step is called at, for those who may answer it. */
export function SignalNote({ stepKey }: { stepKey: string }) {
  const { control } = useEditor();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    control?.signalAddress?.(stepKey).then(
      (found) => current && setAddress(found),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [control, stepKey]);
  if (address === null) return <p className="text-muted text-xs">Waits for a call from outside.</p>;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-muted text-xs">Waits for a call: POST JSON to this address, once.</span>
      <div className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 flex-1 select-all break-all rounded-chip bg-field px-1.5 py-1 font-mono text-code">
          {address}
        </code>
        <IconButton
          name="Copy the address"
          icon={<Copy aria-hidden size={14} strokeWidth={1.75} />}
          onClick={() => void navigator.clipboard.writeText(address).catch(() => undefined)}
        />
      </div>
    </div>
  );
}
