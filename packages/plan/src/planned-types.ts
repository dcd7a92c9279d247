/** Node types of the format that this engine does not carry out yet. */
export const plannedTypes: ReadonlySet<string> = new Set(["team"]);
