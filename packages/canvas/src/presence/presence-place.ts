/** Where somebody is in a workflow. Coordinates are those of the drawing. */
export interface PresencePlace {
  readonly cursor: { readonly x: number; readonly y: number } | null;
  /** Ids of chosen nodes. */
  readonly chosen: readonly string[];
  /** The field that is being edited, by its node and its path in dots. */
  readonly field: { readonly nodeId: string; readonly path: string } | null;
  /** The middle of what is seen, and how large. */
  readonly view: { readonly x: number; readonly y: number; readonly zoom: number } | null;
}

/** What a tab says of itself. `hello`: it has just come, and the others are to say where they are. `left`: it is gone. */
export interface OwnSign {
  readonly tab: string;
  readonly kind: "hello" | "here" | "left";
  readonly place: PresencePlace;
}

/** What a tab said, and whose it is. */
export interface PresenceSign extends OwnSign {
  readonly person: { readonly id: string; readonly name: string };
}

export const NOWHERE: PresencePlace = { cursor: null, chosen: [], field: null, view: null };
export const MOST_CHOSEN = 30;

/** `next`, with the parts of `before` that say the same: who listens to a part hears of its changes only. */
export function keepSame(before: PresencePlace, next: PresencePlace): PresencePlace {
  const same = <T>(a: T, b: T): T => (JSON.stringify(a) === JSON.stringify(b) ? a : b);
  return {
    cursor: same(before.cursor, next.cursor),
    chosen: same(before.chosen, next.chosen),
    field: same(before.field, next.field),
    view: same(before.view, next.view),
  };
}
