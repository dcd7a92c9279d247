"use client";
import type { GraphNode, GraphPolicy } from "@orrery/graph";
import { Field, Select } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph } from "../editor/use-stores.ts";
import { DraftNumber } from "../fields/draft-number.tsx";
import { DurationField } from "../fields/duration-field.tsx";
import { nodeShape } from "../flow/node-shape.ts";
import { RetrySection } from "./retry-section.tsx";
import { undoCandidates } from "./undo-candidates.ts";
import { useEffectOf } from "./use-effect-of.ts";
import { useSetPolicy } from "./use-set-policy.ts";

export interface PolicySectionProps {
  node: GraphNode;
  readOnly: boolean;
}

const NONE = "-";

/** How often a node is tried, how long it may take, what follows when it fails for good, and what undoes it. */
export function PolicySection({ node, readOnly }: PolicySectionProps) {
  const { catalog } = useEditor();
  const graph = useGraph();
  const set = useSetPolicy(node);
  const policy: GraphPolicy = node.policy ?? {};
  const { definition, config } = nodeShape(catalog, node);
  const candidates = undoCandidates(graph, catalog, node);
  const attempts = policy.retry?.maxAttempts ?? 1;
  const hasAttempts = definition?.traits.container === undefined;
  const isOnce = useEffectOf(definition, config) === "once";

  return (
    <>
      {(hasAttempts || attempts > 1) && (
        <Field label="Try at most" hint="Again only after troubles that may pass, such as a busy server.">
          <DraftNumber
            value={attempts}
            min={1}
            max={100}
            whole
            unit="times"
            disabled={readOnly}
            onValueChange={(count) => {
              const { maxAttempts: _before, ...retry } = policy.retry ?? {};
              set({ retry: count === null || count <= 1 ? retry : { ...retry, maxAttempts: count } });
            }}
          />
        </Field>
      )}
      {attempts > 1 && (
        <RetrySection retry={policy.retry ?? {}} readOnly={readOnly} onRetry={(retry) => set({ retry })} />
      )}
      {(hasAttempts || policy.timeoutMs !== undefined) && (
        <Field label="Give up an attempt after" hint="Empty: no limit of its own.">
          <DurationField
            label="Give up an attempt after"
            value={policy.timeoutMs ?? null}
            disabled={readOnly}
            onValue={(ms) => set({ timeoutMs: ms === 0 ? null : ms })}
          />
        </Field>
      )}
      <Field label="Then">
        <Select<"fail" | "branch" | "continue">
          value={policy.onError ?? "fail"}
          disabled={readOnly}
          onValueChange={(onError) => set({ onError: onError === "fail" ? null : onError })}
          options={[
            { value: "fail", label: "Stop here and fail" },
            { value: "branch", label: "Go another way: an error branch" },
            { value: "continue", label: "Go on without its result" },
          ]}
        />
      </Field>
      {(isOnce || policy.onUncertain !== undefined) && (
        <Field label="If a crash cuts it off" hint="Nobody can tell then whether it was sent.">
          <Select<"fail" | "ask" | "retry">
            value={policy.onUncertain ?? "fail"}
            disabled={readOnly}
            onValueChange={(onUncertain) => set({ onUncertain: onUncertain === "fail" ? null : onUncertain })}
            options={[
              { value: "fail", label: "Treat it as failed" },
              { value: "ask", label: "Ask me" },
              { value: "retry", label: "Do it again: it may happen twice" },
            ]}
          />
        </Field>
      )}
      {(candidates.length > 0 || policy.undo !== undefined) && (
        <Field
          label="If the run fails later, undo it by"
          hint="A node without connections. Those that are needed run one after another, the last step first."
        >
          <Select
            value={policy.undo ?? NONE}
            disabled={readOnly}
            onValueChange={(undo) => set({ undo: undo === NONE ? null : undo })}
            options={[
              { value: NONE, label: "Nothing: it stays done" },
              ...candidates.map(({ id, title }) => ({ value: id, label: title, aside: id })),
              ...(policy.undo !== undefined && !candidates.some(({ id }) => id === policy.undo)
                ? [{ value: policy.undo, label: policy.undo, aside: "not possible" }]
                : []),
            ]}
          />
        </Field>
      )}
    </>
  );
}
