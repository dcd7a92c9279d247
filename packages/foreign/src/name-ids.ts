import { isValidNodeId } from "@orrery/expr";

/** Gives one id after the other, made of what people call the node where that makes a word: `Fetch items` is `fetch_items`. */
export function nameIds(): (name: string, type: string) => string {
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return (name, type) => {
    const word = slug(name) || slug(type) || "step";
    const stem = isValidNodeId(word) ? word : `${word}_1`;
    let n = last.get(stem) ?? 1;
    let id = stem;
    while (taken.has(id) || !isValidNodeId(id)) {
      n += 1;
      id = `${word}_${n}`;
    }
    last.set(stem, n);
    taken.add(id);
    return id;
  };
}

/** Small letters, digits and `_`, beginning with a letter, at most 40. */
export function slug(text: string): string {
  const plain = text
    .slice(0, 200)
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replace(/^[0-9_]+/, "");
  return plain.slice(0, 40).replace(/_+$/, "");
}
