"use client";
import { SettleChoice } from "../run-view/settle-choice.tsx";

/** On the card: what is to become of the first step that a crash left open. */
export function NodeSettle({ stepKeys }: { stepKeys: readonly string[] }) {
  const [first] = stepKeys;
  if (first === undefined) return null;
  return (
    <div className="nodrag px-2.5 pb-2.5">
      <SettleChoice key={first} stepKey={first} />
      {stepKeys.length > 1 && <p className="mt-1 text-2xs text-dim">{stepKeys.length - 1} more</p>}
    </div>
  );
}
