/** Vectors of length 1 in twenty clusters, the same each time: as texts have them, and harder for an index than noise is. */
export function seededVectors({
  seed,
  count,
  dimensions,
}: {
  readonly seed: number;
  readonly count: number;
  readonly dimensions: number;
}): readonly Float32Array[] {
  // The clusters do not depend on the seed, so that a question lies where records are.
  const inCluster = numbers(1);
  const centres = Array.from({ length: 20 }, () => direction(inCluster, dimensions));
  const next = numbers(seed);
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor(next() * centres.length)] ?? new Float32Array(dimensions);
    const other = direction(next, dimensions);
    const vector = centre.map((x, i) => x + 0.8 * (other[i] ?? 0));
    const length = Math.hypot(...vector);
    return vector.map((x) => x / length);
  });
}

function direction(next: () => number, dimensions: number): Float32Array {
  return Float32Array.from({ length: dimensions }, () => next() + next() + next() - 1.5);
}

/** Between 0 and 1, by Tommy Ettinger's mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
