/** What a link shows of a run beside names, states and times, which it always shows: node ids whose input or output is shown. */
export interface ShareProjection {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Cost and tokens. */
  readonly usage: "shown" | "hidden";
}

/** A projection as it stands in the database; what cannot be read there shows nothing. */
export function storedProjection(json: unknown): ShareProjection {
  const given = typeof json === "object" && json !== null ? json : {};
  return {
    inputs: "inputs" in given ? idsIn(given.inputs) : [],
    outputs: "outputs" in given ? idsIn(given.outputs) : [],
    usage: "usage" in given && given.usage === "shown" ? "shown" : "hidden",
  };
}

function idsIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
}
