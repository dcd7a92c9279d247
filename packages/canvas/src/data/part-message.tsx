"use client";
import { Spinner } from "@orrery/ui";
import type { LoadedPart } from "./use-part.ts";

/** Why a piece of a value is not shown yet, or at all. */
export function PartMessage({ loaded }: { loaded: LoadedPart }) {
  if (loaded.kind === "loading") return <Spinner />;
  if (loaded.kind === "failed") {
    return (
      <p role="alert" className="text-failed text-xs">
        It could not be read. {loaded.message}
      </p>
    );
  }
  return <p className="text-muted text-xs">It is no longer kept, or you may not see it.</p>;
}

export interface ShowMoreProps {
  shown: number;
  size: number;
  unit: string;
  onMore: () => void;
}

/** The way to the next page; nothing where all is shown. */
export function ShowMore({ shown, size, unit, onMore }: ShowMoreProps) {
  if (shown >= size) return null;
  return (
    <button type="button" className="text-brass-ink text-xs underline" onClick={onMore}>
      Show more: {shown.toLocaleString("en")} of {size.toLocaleString("en")} {unit}
    </button>
  );
}
