"use client";
import { type ComponentType, useSyncExternalStore } from "react";
import type { LateModule } from "../expression/late-module.ts";

export interface LatePartProps<P extends object> {
  module: LateModule<ComponentType<P>>;
  with: P;
}

/** A part of the editor whose code comes when it is first shown. */
export function LatePart<P extends object>({ module, with: props }: LatePartProps<P>) {
  const late = useSyncExternalStore(module.subscribe, module.getState, module.getState);
  if (late.kind === "here") return <late.value {...props} />;
  return (
    <p role="status" className="p-4 text-muted text-sm">
      {late.kind === "away" ? "It cannot be fetched now. It is tried again." : "One moment"}
    </p>
  );
}
