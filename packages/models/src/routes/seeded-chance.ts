/** Chances that come out the same for the same seed. */
export interface Chance {
  /** Even in (0, 1). */
  even(): number;
  /** Normal with mean 0 and deviation 1. */
  normal(): number;
  /** Beta, both parameters ≥ 1. */
  beta(a: number, b: number): number;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}

/** Even numbers by splitmix32, normal ones by Box and Muller, beta from gamma by Marsaglia and Tsang (2000). */
export function seededChance(seed: string): Chance {
  let state = hash(seed);
  const even = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return ((mixed >>> 0) + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(even())) * Math.cos(2 * Math.PI * even());
  const gamma = (shape: number): number => {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(even()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return {
    even,
    normal,
    beta(a, b) {
      const x = gamma(a);
      return x / (x + gamma(b));
    },
  };
}
