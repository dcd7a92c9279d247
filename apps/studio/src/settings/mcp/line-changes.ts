/** One line of a text as it was, as it is, or in both. */
export interface LineChange {
  readonly kind: "same" | "gone" | "new";
  readonly text: string;
}

const mostLines = 600;

/**
 * The lines of two texts in one list: the longest common subsequence stays, the rest is gone or new. Texts of more than 600
 * lines are told as one that went and one that came.
 */
export function lineChanges(before: string, now: string): readonly LineChange[] {
  const a = before.split("\n");
  const b = now.split("\n");
  const gone = (text: string): LineChange => ({ kind: "gone", text });
  const fresh = (text: string): LineChange => ({ kind: "new", text });
  if (a.length > mostLines || b.length > mostLines) return [...a.map(gone), ...b.map(fresh)];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: LineChange[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const one = a[i];
    const other = b[j];
    if (one !== undefined && one === other) {
      changes.push({ kind: "same", text: one });
      i += 1;
      j += 1;
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      changes.push(gone(one));
      i += 1;
    } else if (other !== undefined) {
      changes.push(fresh(other));
      j += 1;
    }
  }
  return changes;
}
