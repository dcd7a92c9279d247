"use client";
import type { GraphNode, GraphPolicy } from "@orrery/graph";
import { Field, NumberField, Select } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { DurationField } from "../fields/duration-field.tsx";
import { useFieldDraft } from "../fields/use-field-draft.ts";

export interface PolicySectionProps {
  node: GraphNode;
  readOnly: boolean;
}

/** How often a node is tried, how long it may take, and what follows when it fails for good. */
export function PolicySection({ node, readOnly }: PolicySectionProps) {
  const { document } = useEditor();
  const policy: GraphPolicy = node.policy ?? {};

  function set(next: GraphPolicy) {
    document?.edit({ op: "policy.set", id: node.id, policy: Object.keys(next).length === 0 ? null : next });
  }

  const attempts = useFieldDraft(policy.retry?.maxAttempts ?? 1, (count) => {
    const { retry, ...rest } = policy;
    set(count <= 1 ? rest : { ...rest, retry: { ...retry, maxAttempts: count } });
  });

  return (
    <>
      <Field label="Try at most" hint="Again only after troubles that may pass, such as a busy server.">
        <NumberField
          value={attempts.value}
          min={1}
          max={20}
          whole
          unit="times"
          disabled={readOnly}
          onValueChange={(count) => attempts.type(count ?? 1)}
        />
      </Field>
      <Field label="Give up an attempt after" hint="Empty: no limit of its own.">
        <DurationField
          label="Give up an attempt after"
          value={policy.timeoutMs ?? null}
          disabled={readOnly}
          onValue={(ms) => {
            const { timeoutMs: _before, ...rest } = policy;
            set(ms === null || ms === 0 ? rest : { ...rest, timeoutMs: ms });
          }}
        />
      </Field>
      <Field label="Then">
        <Select<"fail" | "branch" | "continue">
          value={policy.onError ?? "fail"}
          disabled={readOnly}
          onValueChange={(onError) => {
            const { onError: _before, ...rest } = policy;
            set(onError === "fail" ? rest : { ...rest, onError });
          }}
          options={[
            { value: "fail", label: "Stop here and fail" },
            { value: "branch", label: "Go another way: an error branch" },
            { value: "continue", label: "Go on without its result" },
          ]}
        />
      </Field>
    </>
  );
}
