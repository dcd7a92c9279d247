"use client";
import { Pencil } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { nameOf } from "./presence-avatars.tsx";
import { colourOf } from "./presence-colour.ts";
import { usePresence, usePresenceState } from "./presence-context.ts";

export interface FieldPlaceProps {
  nodeId: string;
  /** In dots. */
  path: string;
  children: ReactNode;
}

/** A field of the inspector: tells the others while one is in it, and says who else is. */
export function FieldPlace({ nodeId, path, children }: FieldPlaceProps) {
  const presence = usePresence();
  const leave = useRef<(() => void) | null>(null);
  useEffect(() => () => leave.current?.(), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes that the keyboard is inside
    <div
      onFocus={() => {
        presence?.put({ field: { nodeId, path } });
        leave.current = () => presence?.put({ field: null });
      }}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        leave.current?.();
        leave.current = null;
      }}
    >
      {children}
      {presence && <WhoEdits nodeId={nodeId} path={path} />}
    </div>
  );
}

function WhoEdits({ nodeId, path }: Omit<FieldPlaceProps, "children">) {
  const who = usePresenceState((state) =>
    state.companions.find(({ key }) => {
      const field = state.places.get(key)?.field;
      return field?.nodeId === nodeId && field.path === path;
    }),
  );
  if (!who) return null;
  return (
    <p role="status" className="mt-1 flex items-center gap-1 text-2xs" style={{ color: colourOf(who.colour) }}>
      <Pencil aria-hidden size={11} strokeWidth={1.75} className="shrink-0" />
      <span className="min-w-0 truncate">
        {who.isMe ? (
          "You are editing this in another tab"
        ) : (
          <>
            <bdi>{nameOf(who)}</bdi> is editing this
          </>
        )}
      </span>
    </p>
  );
}
