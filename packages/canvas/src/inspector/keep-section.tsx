"use client";
import type { GraphNode } from "@orrery/graph";
import { Field, Switch } from "@orrery/ui";
import { DurationField } from "../fields/duration-field.tsx";
import { useSetPolicy } from "./use-set-policy.ts";

const HOUR_MS = 3_600_000;

export interface KeepSectionProps {
  node: GraphNode;
  readOnly: boolean;
}

/** Whether the same work within a while is answered by the result that is kept. */
export function KeepSection({ node, readOnly }: KeepSectionProps) {
  const set = useSetPolicy(node);
  const ttlMs = node.policy?.cache?.ttlMs ?? null;
  return (
    <>
      <Field
        inline
        label="Keep the result"
        hint="The same settings with the same inputs then give it again, at once and at no cost, in other runs too."
      >
        <Switch
          checked={ttlMs !== null}
          disabled={readOnly}
          onCheckedChange={(on) => set({ cache: on ? { ttlMs: HOUR_MS } : null })}
        />
      </Field>
      {ttlMs !== null && (
        <Field label="For">
          <DurationField
            label="For"
            value={ttlMs}
            disabled={readOnly}
            onValue={(ms) => ms !== null && ms > 0 && set({ cache: { ttlMs: ms } })}
          />
        </Field>
      )}
    </>
  );
}
