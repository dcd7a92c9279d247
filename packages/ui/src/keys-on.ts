const WORDS: Readonly<Record<string, string>> = { "⌘": "Ctrl", "⇧": "Shift", "⌥": "Alt" };

/** A key of several signs ("F2", "Esc"), or one sign. */
const SIGNS = /[A-Z][a-z]+|F\d+|[a-z]+|\S/gu;

/** Keys as an Apple keyboard prints them ("⇧⌘Z"), as they are called where `apple` is false: "Ctrl Shift Z". */
export function keysOn(keys: string, apple: boolean): string {
  if (apple) return keys;
  const words = keys.match(SIGNS)?.map((key) => WORDS[key] ?? key) ?? [];
  const ctrl = words.indexOf("Ctrl");
  if (ctrl > 0) words.unshift(...words.splice(ctrl, 1));
  return words.join(" ");
}
