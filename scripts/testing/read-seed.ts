/** What every seeded test begins with unless it is told otherwise: the gate asks the same questions every time. */
const FIXED_SEED = 1;

/**
 * The seed of a run of tests: `ORRERY_SEED` holds a whole number from 0 to 2,147,483,647, or `random` for one that nobody
 * has tried yet. Throws an Error on any other text.
 */
export function readSeed(text: string | undefined): number {
  if (text === undefined || text === "") return FIXED_SEED;
  if (text === "random") return Math.floor(Math.random() * 0x7fff_ffff);
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seed <= 0x7fff_ffff)) throw new Error(`ORRERY_SEED is “random” or a whole number below 2^31, not “${text}”.`);
  return seed;
}
