/**
 * A short hash (16 hex digits) that tells whether a text is still the one that was seen. Two lanes of FNV-1a over UTF-16
 * units (http://www.isthe.com/chongo/tech/comp/fnv/); not for anything an attacker may choose.
 */
export function hashText(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + i), 0x85ebca6b);
  }
  return hex(high) + hex(low);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, "0");
}
