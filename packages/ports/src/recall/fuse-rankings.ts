/** From Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009. */
const k = 60;

/**
 * Reciprocal-rank fusion: each ranking gives a record 1 / (60 + its place, from 1), and the sums order the records. Equal ones
 * stand in the order of their ids. Scores of different kinds need not be comparable for this.
 */
export function fuseRankings(
  rankings: readonly (readonly string[])[],
): readonly { readonly id: string; readonly score: number }[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    for (const [place, id] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (k + place + 1));
  }
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
