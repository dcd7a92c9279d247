"use client";
import type { GraphNode } from "@orrery/graph";
import { Field, Select, Switch, TextField } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph } from "../editor/use-stores.ts";
import { DraftNumber } from "../fields/draft-number.tsx";
import { DurationField } from "../fields/duration-field.tsx";
import { useFieldDraft } from "../fields/use-field-draft.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { type JoinSetting, readJoin, writeJoin } from "./join-setting.ts";
import { useSetPolicy } from "./use-set-policy.ts";

export interface WhenSectionProps {
  node: GraphNode;
  readOnly: boolean;
}

/** Whether a node works at all, and for which of the connections that lead to it it waits. */
export function WhenSection({ node, readOnly }: WhenSectionProps) {
  const { catalog, document } = useEditor();
  const leading = useGraph().edges.filter((edge) => edge.target === node.id).length;
  const join = readJoin(node.join);
  const { definition, title } = nodeShape(catalog, node);
  const setPolicy = useSetPolicy(node);
  const labels = useFieldDraft((node.policy?.runsOn ?? []).join(", "), (text) => {
    const runsOn = [...new Set(text.split(",").map((label) => label.trim()))].filter((label) => label !== "");
    setPolicy({ runsOn: runsOn.length === 0 ? null : runsOn });
  });
  const off = node.disabled === true;

  function set(change: Partial<JoinSetting>) {
    // What was typed is kept at a pause: by then another field may have changed the document.
    const present = document?.getState().graph.nodes.find((one) => one.id === node.id) ?? node;
    const next = writeJoin({ ...readJoin(present.join), ...change });
    document?.edit({ op: "join.set", id: node.id, join: next }, `When ${title} starts`);
  }

  return (
    <>
      <Field
        inline
        label="Turned on"
        hint={off ? "It does nothing and gives nothing. What follows it goes on." : "Off: it is passed by. Key D."}
      >
        <Switch
          checked={!off}
          disabled={readOnly}
          onCheckedChange={(on) =>
            document?.edit(
              { op: "node.disable", id: node.id, disabled: !on },
              on ? `Turn on ${title}` : `Turn off ${title}`,
            )
          }
        />
      </Field>
      {definition?.traits.role === "step" && !definition.traits.container && (
        <Field label="Only on executors with" hint="Labels with commas, such as gpu, eu. Empty: on any.">
          <TextField
            value={labels.value}
            disabled={readOnly}
            spellCheck={false}
            onValueChange={labels.type}
            onBlur={labels.settle}
          />
        </Field>
      )}
      {(leading > 1 || join.mode !== "all") && (
        <Field label="It starts when" hint={leading > 1 ? `${leading} connections lead here.` : NOTHING_TO_JOIN}>
          <Select<JoinSetting["mode"]>
            value={join.mode}
            disabled={readOnly}
            onValueChange={(mode) => set({ mode, quorum: mode === "some" ? Math.max(2, join.quorum) : 1 })}
            options={[
              { value: "all", label: "All that may still come have come" },
              { value: "first", label: "The first of them has come" },
              { value: "some", label: "Some of them have come" },
            ]}
          />
        </Field>
      )}
      {join.mode === "some" && (
        <Field label="How many are needed" hint="Fewer than that can no longer come: it fails.">
          <DraftNumber
            value={join.quorum}
            min={2}
            max={Math.max(2, leading)}
            whole
            unit={`of ${leading}`}
            disabled={readOnly}
            onValueChange={(quorum) => set({ quorum: quorum ?? 2 })}
          />
        </Field>
      )}
      {join.mode !== "all" && (
        <>
          <Field
            label="At the latest after"
            hint={
              node.parentId === undefined
                ? "Counted from the start of the run; too few by then: it fails. Empty: no limit."
                : "Counted from the start of its turn; too few by then: it fails. Empty: no limit."
            }
          >
            <DurationField
              label="At the latest after"
              value={join.deadlineMs}
              disabled={readOnly}
              onValue={(ms) => set({ deadlineMs: ms === 0 ? null : ms })}
            />
          </Field>
          <Field inline label="Stop the rest" hint="Once it starts, steps that lead only here are stopped.">
            <Switch
              checked={join.cancelRest}
              disabled={readOnly}
              onCheckedChange={(cancelRest) => set({ cancelRest })}
            />
          </Field>
        </>
      )}
    </>
  );
}

const NOTHING_TO_JOIN = "Fewer than two connections lead here, so there is nothing to choose from yet.";
