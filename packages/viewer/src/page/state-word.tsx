/** @jsxImportSource preact */
import type { StateLook } from "../drawing/state-look.ts";
import { Icon } from "./icon.tsx";

/** A state as icon, word and colour. */
export function StateWord({ look, word }: { readonly look: StateLook; readonly word?: string }) {
  return (
    <span class={`state-word paint-${look.paint}`}>
      <Icon name={look.icon} />
      {word ?? look.word}
    </span>
  );
}
