/**
 * Keeps the values of a label few: those that were seen first are kept as they are, all others become `other`. Names of models
 * and hosts come from what people draw, and each new one would be a series for ever.
 */
export function createLabelCap(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    const short = value.slice(0, 100);
    if (known.has(short)) return short;
    if (known.size >= most) return "other";
    known.add(short);
    return short;
  };
}
