export interface JsToken {
  readonly kind: "name" | "number" | "text" | "sign";
  /** Of a text: what it says, without quotes. */
  readonly text: string;
}

const SIGNS = ["===", "!==", "==", "!=", "<=", ">=", "&&", "||", "??", ...".[](){},?:!<>+-*/"];
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  '"': '"',
  "'": "'",
  "\\": "\\",
  "/": "/",
};

/** The tokens of a simple JavaScript expression; null where something else stands in it. */
export function tokenizeJs(source: string): readonly JsToken[] | null {
  const tokens: JsToken[] = [];
  for (let at = 0; at < source.length; ) {
    const char = source.charAt(at);
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const word = /^[A-Za-z_$][\w$]*/.exec(source.slice(at, at + 200))?.[0];
    const number = /^\d+(?:\.\d+)?/.exec(source.slice(at, at + 40))?.[0];
    if (word !== undefined) tokens.push({ kind: "name", text: word });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    if (word !== undefined || number !== undefined) {
      at += (word ?? number ?? "").length;
      continue;
    }
    if (char === '"' || char === "'") {
      const read = readText(source, at);
      if (read === null) return null;
      tokens.push({ kind: "text", text: read.text });
      at = read.end;
      continue;
    }
    const sign = SIGNS.find((one) => source.startsWith(one, at));
    if (sign === undefined) return null;
    tokens.push({ kind: "sign", text: sign });
    at += sign.length;
  }
  // `?.` gives undefined where we would fail: it is not the same.
  const asks = tokens.some(
    (token, index) => token.text === "?" && token.kind === "sign" && tokens[index + 1]?.text === ".",
  );
  return asks ? null : tokens;
}

function readText(source: string, start: number): { readonly text: string; readonly end: number } | null {
  const quote = source.charAt(start);
  let text = "";
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === quote) return { text, end: at + 1 };
    if (char === "\n") return null;
    if (char !== "\\") text += char;
    else {
      at += 1;
      const meant = ESCAPES[source.charAt(at)];
      if (meant === undefined) return null;
      text += meant;
    }
  }
  return null;
}
