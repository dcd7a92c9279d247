import { parseStepKey } from "@orrery/engine";

/** How a step is called in the ledger: its node, then the index of each iteration around it: `row[1]/cell[2]/pay` → `pay/1/2`. */
export function ledgerStep(stepKey: string): string {
  const parts = parseStepKey(stepKey);
  if (parts === null) return stepKey;
  return [parts.nodeId, ...parts.path.map(({ index }) => index)].join("/");
}
