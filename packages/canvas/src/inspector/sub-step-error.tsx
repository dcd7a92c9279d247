"use client";
import type { EventError } from "@orrery/engine";
import { useValue } from "../editor/use-value.ts";

/** Why a turn or a call failed, in its own words; of one that is made again also that. */
export function SubStepError({ error, isEnded }: { error: EventError; isEnded: boolean }) {
  const said = useValue(error.value?.id ?? null);
  const value = said.kind === "value" ? said.value : null;
  const isSaid = typeof value === "object" && value !== null && !Array.isArray(value) && "message" in value;
  const words = isSaid && typeof value.message === "string" ? value.message : error.code;
  return (
    <p className="break-words text-failed text-xs">
      {words}
      {!isEnded && <span className="text-muted"> It is tried again.</span>}
    </p>
  );
}
