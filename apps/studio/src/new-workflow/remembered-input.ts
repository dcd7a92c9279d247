import type { Json } from "@orrery/graph";

const key = (workflowId: string) => `orrery:input:${workflowId}`;

/** Keeps the input of a workflow's next run in this browser; one that does not fit there is not kept. */
export function rememberInput(workflowId: string, input: Json): void {
  try {
    localStorage.setItem(key(workflowId), JSON.stringify(input));
  } catch {
    localStorage.removeItem(key(workflowId));
  }
}

/** The input kept for a workflow, or undefined. */
export function rememberedInput(workflowId: string): Json | undefined {
  const text = localStorage.getItem(key(workflowId));
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
