import type { EditorViewStore } from "../editor/editor-view.ts";

/** Somewhere that a person was taken away from: a node, and the field of it where that is known. */
export interface JumpPlace {
  readonly nodeId: string;
  readonly field: string | null;
}

const MOST_PLACES = 50;
const histories = new WeakMap<EditorViewStore, readonly JumpPlace[]>();

/** Remembers where a jump began, until the editor is closed. */
export function rememberJump(view: EditorViewStore, from: JumpPlace): void {
  histories.set(view, [...(histories.get(view) ?? []), from].slice(-MOST_PLACES));
}

/** The place of the last jump that can still be gone back to, which is forgotten with it; null where there is none. */
export function takeJumpBack(view: EditorViewStore, isThere: (nodeId: string) => boolean): JumpPlace | null {
  const places = (histories.get(view) ?? []).filter(({ nodeId }) => isThere(nodeId));
  histories.set(view, places.slice(0, -1));
  return places.at(-1) ?? null;
}

export function canJumpBack(view: EditorViewStore): boolean {
  return (histories.get(view)?.length ?? 0) > 0;
}
