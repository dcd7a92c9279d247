/**
 * The text name of a step: the iterations it lies in from the root, then its node, then dynamic sub-steps:
 * `row[2]/cell[0]/add`, `agent#turn.3#call.1`. Attempts are never part of it. A *scope key* names one iteration
 * (`row[2]/cell[0]`) or the root (the empty text).
 */
export interface StepKeyParts {
  readonly path: readonly { readonly nodeId: string; readonly index: number }[];
  readonly nodeId: string;
  readonly sub: readonly string[];
}

export const ROOT_SCOPE = "";

const ID = "[a-z][a-z0-9_]{0,63}";
const SUB = "[a-z][a-z0-9_.]{0,63}";
const INDEX = "0|[1-9][0-9]{0,8}";
const SCOPE = new RegExp(`^(${ID})\\[(${INDEX})\\]$`);
const LAST = new RegExp(`^(${ID})((?:#${SUB})*)$`);

/** Takes a step key apart; null where the text is not one. */
export function parseStepKey(text: string): StepKeyParts | null {
  const segments = text.split("/");
  const last = LAST.exec(segments.pop() ?? "");
  if (last?.[1] === undefined) return null;
  const path: { nodeId: string; index: number }[] = [];
  for (const segment of segments) {
    const match = SCOPE.exec(segment);
    if (match?.[1] === undefined) return null;
    path.push({ nodeId: match[1], index: Number(match[2]) });
  }
  return { path, nodeId: last[1], sub: (last[2] ?? "").split("#").slice(1) };
}

/** The inverse of `parseStepKey`. */
export function formatStepKey(parts: StepKeyParts): string {
  const scopes = parts.path.map((step) => `${step.nodeId}[${step.index}]/`).join("");
  return `${scopes}${parts.nodeId}${parts.sub.map((name) => `#${name}`).join("")}`;
}

/** The key of `nodeId` in the scope `scopeKey` (the empty text for the root). */
export function childKey(scopeKey: string, nodeId: string): string {
  return scopeKey === ROOT_SCOPE ? nodeId : `${scopeKey}/${nodeId}`;
}

/** The scope key of one iteration of a container. */
export function iterationKey(containerKey: string, index: number): string {
  return `${containerKey}[${index}]`;
}

/** The key of a sub-step that the step `parentKey` asks for under `name`. */
export function subStepKey(parentKey: string, name: string): string {
  return `${parentKey}#${name}`;
}

/** The scope a step lies in. */
export function scopeKeyOf(stepKey: string): string {
  const slash = stepKey.lastIndexOf("/");
  return slash < 0 ? ROOT_SCOPE : stepKey.slice(0, slash);
}

/** The node a step executes, without its sub-steps. */
export function nodeIdOf(stepKey: string): string {
  const start = stepKey.lastIndexOf("/") + 1;
  const hash = stepKey.indexOf("#", start);
  return hash < 0 ? stepKey.slice(start) : stepKey.slice(start, hash);
}

/** The step of the plan that a step belongs to: itself, or what its sub-steps are of. */
export function planStepKeyOf(stepKey: string): string {
  const hash = stepKey.indexOf("#", stepKey.lastIndexOf("/") + 1);
  return hash < 0 ? stepKey : stepKey.slice(0, hash);
}

/** The container step and index of an iteration's scope key; null for the root. */
export function containerOf(scopeKey: string): { readonly containerKey: string; readonly index: number } | null {
  const bracket = scopeKey.lastIndexOf("[");
  if (bracket < 0) return null;
  return { containerKey: scopeKey.slice(0, bracket), index: Number(scopeKey.slice(bracket + 1, -1)) };
}
