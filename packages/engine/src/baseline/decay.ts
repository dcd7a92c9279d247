/** After so many runs an observation counts half: what is usual follows a slow drift. */
const halfLifeRuns = 200;
const kept = 2 ** (-1 / halfLifeRuns);

/** How much was seen, the older the less. `squares` is the sum of the squared weights. */
export interface Weight {
  /** Observations ever. */
  readonly seen: number;
  readonly sum: number;
  readonly squares: number;
}

export const noWeight: Weight = { seen: 0, sum: 0, squares: 0 };

/** The weight after one more observation; every older one is worth a little less. */
export function withOneMore({ seen, sum, squares }: Weight): Weight {
  return { seen: seen + 1, sum: sum * kept + 1, squares: squares * kept * kept + 1 };
}

/** What an older amount is worth after one more observation. */
export function decayed(amount: number): number {
  return amount * kept;
}

/** How many observations of equal weight would say as much (Kish's effective sample size). */
export function effectiveSize({ sum, squares }: Weight): number {
  return squares === 0 ? 0 : (sum * sum) / squares;
}
