"use client";
import { useInternalNode, useStore, ViewportPortal } from "@xyflow/react";
import { FollowNote } from "./follow-note.tsx";
import { nameOf } from "./presence-avatars.tsx";
import { colourOf, ON_COLOUR } from "./presence-colour.ts";
import { usePresence, usePresenceState } from "./presence-context.ts";
import type { Companion } from "./presence-store.ts";
import { useFollow } from "./use-follow.ts";
import { useTellPlace } from "./use-tell-place.ts";

/** Over the canvas: where the others point, and what they have chosen. Tells them the same of this tab. */
export function PresenceLayer() {
  const presence = usePresence();
  return presence && <OpenLayer />;
}

function OpenLayer() {
  useTellPlace();
  useFollow();
  const companions = usePresenceState((state) => state.companions);
  if (companions.length === 0) return null;
  return (
    <>
      <FollowNote />
      <ViewportPortal>
        <div aria-hidden className="pointer-events-none">
          {companions.map((one) => (
            <CompanionMarks key={one.key} companion={one} />
          ))}
        </div>
      </ViewportPortal>
    </>
  );
}

function CompanionMarks({ companion }: { companion: Companion }) {
  const chosen = usePresenceState((state) => state.places.get(companion.key)?.chosen);
  const editing = usePresenceState((state) => state.places.get(companion.key)?.field?.nodeId);
  return (
    <>
      {chosen?.map((nodeId, at) => (
        <ChosenMark
          key={nodeId}
          nodeId={nodeId}
          colour={companion.colour}
          words={at > 0 ? null : editing === nodeId ? editingWords(companion) : nameOf(companion)}
        />
      ))}
      <CursorMark companion={companion} />
    </>
  );
}

function editingWords(companion: Companion): string {
  return companion.isMe ? "You are editing in another tab" : `${nameOf(companion)} is editing`;
}

interface ChosenMarkProps {
  nodeId: string;
  colour: number;
  words: string | null;
}

function ChosenMark({ nodeId, colour, words }: ChosenMarkProps) {
  const node = useInternalNode(nodeId);
  const zoom = useStore((state) => state.transform[2]);
  if (!node) return null;
  const { x, y } = node.internals.positionAbsolute;
  const { width = 232, height = 92 } = node.measured;
  return (
    <div
      data-chosen-by={words ?? ""}
      data-chosen={nodeId}
      className="absolute top-0 left-0 rounded-card"
      style={{
        transform: `translate(${x - 7}px, ${y - 7}px)`,
        width: width + 14,
        height: height + 14,
        border: `${Math.max(2, 2 / zoom)}px solid ${colourOf(colour)}`,
      }}
    >
      {words && <NameTag words={words} colour={colour} zoom={zoom} className="-top-1 left-2 -translate-y-full" />}
    </div>
  );
}

function CursorMark({ companion }: { companion: Companion }) {
  const cursor = usePresenceState((state) => state.places.get(companion.key)?.cursor ?? null);
  const zoom = useStore((state) => state.transform[2]);
  if (!cursor) return null;
  const colour = colourOf(companion.colour);
  return (
    <div
      data-cursor-of={nameOf(companion)}
      className="absolute top-0 left-0 z-10 transition-transform duration-100 ease-linear motion-reduce:transition-none"
      style={{ transform: `translate(${cursor.x}px, ${cursor.y}px)` }}
    >
      <div className="origin-top-left" style={{ transform: `scale(${1 / zoom})` }}>
        <svg aria-hidden="true" width="16" height="18" viewBox="0 0 16 18">
          <path d="M1 1l13 7.5-5.6 1.3L5.3 15z" fill={colour} stroke="var(--panel)" strokeWidth="1.2" />
        </svg>
        <div
          className="ml-3 w-max max-w-40 truncate rounded-chip px-1.5 py-px text-2xs"
          style={{ background: colour, color: ON_COLOUR }}
        >
          <bdi>{nameOf(companion)}</bdi>
        </div>
      </div>
    </div>
  );
}

interface NameTagProps {
  words: string;
  colour: number;
  zoom: number;
  className: string;
}

function NameTag({ words, colour, zoom, className }: NameTagProps) {
  return (
    <div className={`absolute ${className}`}>
      <div
        className="w-max max-w-56 origin-bottom-left truncate rounded-chip px-1.5 py-px text-2xs"
        style={{ background: colourOf(colour), color: ON_COLOUR, transform: `scale(${1 / zoom})` }}
      >
        <bdi>{words}</bdi>
      </div>
    </div>
  );
}
