export interface NumberBounds {
  min?: number;
  max?: number;
  /** Only whole numbers. */
  whole?: boolean;
}

export type NumberText = { ok: true; value: number | null } | { ok: false; reason: string };

/** Reads what a person typed into a number field: empty is null, a decimal comma is a point. */
export function parseNumberText(text: string, bounds: NumberBounds = {}): NumberText {
  const trimmed = text.trim().replace(",", ".");
  if (trimmed === "") return { ok: true, value: null };
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (!Number.isFinite(value)) return { ok: false, reason: "Write a number, such as 12 or 0.5." };
  if (bounds.whole && !Number.isInteger(value)) return { ok: false, reason: "Write a whole number." };
  if (bounds.min !== undefined && value < bounds.min) return { ok: false, reason: `The least is ${bounds.min}.` };
  if (bounds.max !== undefined && value > bounds.max) return { ok: false, reason: `The most is ${bounds.max}.` };
  return { ok: true, value };
}
