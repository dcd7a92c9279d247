/**
 * `unnest` of parameters, one for each type, from number `first` on. The planner is not to see how long the lists are: then
 * it makes a plan of its own for each call, which costs more than short batches take, and never keeps one.
 */
export function unnestText(first: number, types: readonly string[]): string {
  return `unnest(${types.map((type, i) => `(SELECT $${first + i}::${type}[])`).join(", ")})`;
}

/**
 * Ends a list by which rows of a large table are found: a limit that the planner does not know makes it expect one row, and
 * go by the index from row to row. Without it a plan that was made while the table was small reads all of it, and is kept
 * while it grows.
 */
export const fewRows = "LIMIT (SELECT 1000000)";
