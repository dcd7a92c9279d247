import { utf8Length } from "../utf8-length.ts";

/**
 * The bytes of a plain JSON value as `JSON.stringify` would write it, or a number above `limit` as soon as it is sure to
 * be larger. Escapes count one byte less than they take; nothing is built.
 */
export function jsonSize(value: unknown, limit: number): number {
  let size = 0;
  const pending: unknown[] = [value];
  while (pending.length > 0 && size <= limit) {
    const next = pending.pop();
    if (typeof next === "string") size += next.length > limit ? next.length : utf8Length(next) + 2;
    else if (typeof next === "number") size += String(next).length;
    else if (typeof next !== "object" || next === null) size += 4;
    else if (Array.isArray(next)) {
      size += 2 + Math.max(0, next.length - 1);
      if (size <= limit) for (const item of next) pending.push(item);
    } else {
      for (const [name, member] of Object.entries(next)) {
        size += utf8Length(name) + 4;
        pending.push(member);
      }
      size += 1;
    }
  }
  return size;
}
