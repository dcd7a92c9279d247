"use client";
import { cx, Tooltip } from "@orrery/ui";
import { colourOf, ON_COLOUR } from "./presence-colour.ts";
import { usePresence, usePresenceState } from "./presence-context.ts";
import type { Companion } from "./presence-store.ts";

const MOST_SHOWN = 4;

/** Who else has this open, by their initials. A press lets one's view go with theirs, until one moves oneself. */
export function PresenceAvatars() {
  const presence = usePresence();
  const companions = usePresenceState((state) => state.companions);
  const following = usePresenceState((state) => state.following);
  if (!presence || companions.length === 0) return null;
  const more = companions.length - MOST_SHOWN;
  return (
    <ul aria-label="Also here" className="flex items-center -space-x-1.5">
      {companions.slice(0, MOST_SHOWN).map((one, at) => (
        <li key={one.key} className={at > 0 ? "hidden sm:block" : undefined}>
          <Tooltip
            text={following === one.key ? `You see what ${nameOf(one)} sees` : `${nameOf(one)}: see what they see`}
          >
            <button
              type="button"
              aria-pressed={following === one.key}
              aria-label={`Follow ${nameOf(one)}`}
              onClick={() => presence.follow(following === one.key ? null : one.key)}
              className={cx(
                "flex size-6 before:content-[attr(data-initials)] items-center justify-center rounded-full border-2 border-panel font-semibold text-2xs",
                following === one.key && "outline-2 outline-brass-line",
              )}
              style={{ background: colourOf(one.colour), color: ON_COLOUR }}
              // Drawn, not said: the name is said whole.
              data-initials={initials(one.name)}
            />
          </Tooltip>
        </li>
      ))}
      {companions.length > 1 && (
        <li className={cx("pl-2.5 text-2xs text-muted", more > 0 ? "block" : "sm:hidden")}>
          <span className="sm:hidden">+{companions.length - 1}</span>
          {more > 0 && <span className="hidden sm:inline">+{more}</span>}
          <span className="sr-only"> more</span>
        </li>
      )}
    </ul>
  );
}

/** What a companion is called here. */
export function nameOf({ name, isMe }: Companion): string {
  return isMe ? "You, in another tab" : name || "Somebody";
}

/** The first letters of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}
