const format = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** "1,000": places and runs are counted exactly. The same on the server as in any browser. */
export function wholeNumber(count: number): string {
  return format.format(count);
}
