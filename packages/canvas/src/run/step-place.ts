import { parseStepKey } from "@orrery/engine";

/** Which step of its node a key names, for people: `Item 1 of 5 · confirm`; the node alone outside of any container. */
export function stepPlace(stepKey: string, countOf: (containerKey: string) => number | null): string {
  const parts = parseStepKey(stepKey);
  if (parts === null) return stepKey;
  let scope = "";
  const items = parts.path.map(({ nodeId, index }) => {
    const count = countOf(`${scope}${nodeId}`);
    scope += `${nodeId}[${index}]/`;
    return count === null ? `Item ${index + 1}` : `Item ${index + 1} of ${count}`;
  });
  return [...items, [parts.nodeId, ...parts.sub].join(" ")].join(" · ");
}
