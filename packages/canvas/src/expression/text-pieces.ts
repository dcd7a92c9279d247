/** How the text of a field is written: as one template, or as JSON whose strings are templates. */
export type FieldLanguage = "template" | "json";

/** One template in the text of a field, as the compiler sees it. */
export interface TextPiece {
  readonly text: string;
  /** The place in the field's text of each place in this one, its end included. */
  readonly places: readonly number[];
}

/** The templates in a field's text. JSON may be half typed: a string that is not closed ends with its line. */
export function textPieces(text: string, language: FieldLanguage): TextPiece[] {
  if (language === "template") return [{ text, places: Array.from({ length: text.length + 1 }, (_, at) => at) }];
  const pieces: TextPiece[] = [];
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    const piece = stringFrom(text, at + 1);
    pieces.push(piece);
    at = (piece.places.at(-1) ?? at) + 1;
  }
  return pieces;
}

/** The piece a place in the field's text stands in, and where in it; null between pieces. */
export function pieceAt(
  pieces: readonly TextPiece[],
  place: number,
): { readonly piece: TextPiece; readonly offset: number } | null {
  for (const piece of pieces) {
    const offset = piece.places.indexOf(place);
    if (offset >= 0) return { piece, offset };
  }
  return null;
}

/** What has to stand in the field's text so that a piece says `text`. */
export function written(text: string, language: FieldLanguage): string {
  return language === "json" ? JSON.stringify(text).slice(1, -1) : text;
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

function stringFrom(text: string, start: number): TextPiece {
  let said = "";
  const places: number[] = [];
  let at = start;
  while (at < text.length && text[at] !== '"' && text[at] !== "\n") {
    places.push(at);
    const unicode = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(at, at + 6))?.[1];
    if (unicode !== undefined) {
      said += String.fromCharCode(Number.parseInt(unicode, 16));
      at += 6;
    } else if (text[at] === "\\" && at + 1 < text.length) {
      const next = text.charAt(at + 1);
      said += ESCAPED[next] ?? next;
      at += 2;
    } else {
      said += text.charAt(at);
      at += 1;
    }
  }
  return { text: said, places: [...places, at] };
}
