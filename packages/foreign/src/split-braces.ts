export interface BracePiece {
  readonly kind: "text" | "expression";
  readonly text: string;
}

/** A text with `{{ … }}` in it, cut at them. What is never closed is text. Linear. */
export function splitBraces(text: string): readonly BracePiece[] {
  const pieces: BracePiece[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf("{{", at);
    const close = open === -1 ? -1 : text.indexOf("}}", open + 2);
    if (close === -1) {
      if (at < text.length) pieces.push({ kind: "text", text: text.slice(at) });
      return pieces;
    }
    if (open > at) pieces.push({ kind: "text", text: text.slice(at, open) });
    pieces.push({ kind: "expression", text: text.slice(open + 2, close).trim() });
    at = close + 2;
  }
}
