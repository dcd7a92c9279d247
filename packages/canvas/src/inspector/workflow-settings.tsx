"use client";
import type { GraphSettings } from "@orrery/graph";
import { DEFAULT_BUDGET } from "@orrery/plan";
import { Field, Select, TextField } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { useCompileState, useGraph } from "../editor/use-stores.ts";
import { DraftNumber } from "../fields/draft-number.tsx";
import { DurationField } from "../fields/duration-field.tsx";
import { FieldProblems } from "../fields/field-problems.tsx";
import { useFieldDraft } from "../fields/use-field-draft.ts";

type Budget = NonNullable<GraphSettings["budget"]>;

/** What holds for every run of the workflow: its limits, what happens at one, and how many run at a time. */
export function WorkflowSettings() {
  const { document, view } = useEditor();
  const settings: GraphSettings = useGraph().settings ?? {};
  const compiled = useCompileState();
  const { budget = {}, concurrency } = settings;
  const readOnly = document === null;
  const key = useFieldDraft(concurrency?.key ?? "", (text) => {
    if (text.trim() === "") set({ concurrency: null });
    else set({ concurrency: { limit: concurrency?.limit ?? 1, key: text } });
  });

  // What was typed is kept at a pause: by then another field may have changed the document.
  const present = (): GraphSettings => document?.getState().graph.settings ?? {};

  function set(change: { readonly [name in keyof GraphSettings]?: GraphSettings[name] | null }) {
    const members = Object.entries({ ...present(), ...change }).filter(([, value]) => value != null);
    const next: GraphSettings | null = members.length === 0 ? null : Object.fromEntries(members);
    const result = document?.edit({ op: "settings.set", settings: next });
    if (result && !result.ok) view.setState({ notice: result.message });
  }

  function limit(name: keyof Budget, value: number | null) {
    const { [name]: _before, ...rest } = present().budget ?? {};
    const next: Budget = value === null ? rest : { ...rest, [name]: value };
    set({ budget: Object.keys(next).length === 0 ? null : next });
  }

  const problems = (compiled?.result.diagnostics ?? []).filter((one) => one.field?.startsWith("settings"));
  return (
    <section aria-label="Limits of a run" className="flex flex-col gap-4">
      <div>
        <h2 className="font-semibold text-sm">Limits of a run</h2>
        <p className="mt-1 text-muted text-xs">What no run of this workflow may pass. Empty: no limit of that kind.</p>
      </div>
      <FieldProblems
        diagnostics={problems}
        onFix={document ? (one) => one.fix?.kind === "edit" && document.edit(one.fix.op, one.fix.title) : undefined}
      />
      <Field label="Cost at most">
        <DraftNumber
          value={budget.maxUsd ?? null}
          min={0}
          unit="dollars"
          disabled={readOnly}
          onValueChange={(value) => limit("maxUsd", value)}
        />
      </Field>
      <Field label="Tokens at most">
        <DraftNumber
          value={budget.maxTokens ?? null}
          min={0}
          whole
          disabled={readOnly}
          onValueChange={(value) => limit("maxTokens", value)}
        />
      </Field>
      <Field label="Model calls at most">
        <DraftNumber
          value={budget.maxModelCalls ?? null}
          min={0}
          whole
          disabled={readOnly}
          onValueChange={(value) => limit("maxModelCalls", value)}
        />
      </Field>
      <Field label="Steps at most" hint="100,000 where nothing is set.">
        <DraftNumber
          value={budget.maxSteps ?? null}
          min={1}
          max={10_000_000}
          whole
          placeholder={String(DEFAULT_BUDGET.maxSteps)}
          disabled={readOnly}
          onValueChange={(value) => limit("maxSteps", value)}
        />
      </Field>
      <Field label="Time at most" hint="Without the time it waits. 24 hours where nothing is set.">
        <DurationField
          label="Time at most"
          value={budget.maxWallMs ?? null}
          disabled={readOnly}
          onValue={(ms) => limit("maxWallMs", ms === 0 ? null : ms)}
        />
      </Field>
      <Field label="When a limit is reached">
        <Select<"fail" | "pause">
          value={settings.onBudget ?? "fail"}
          disabled={readOnly}
          onValueChange={(onBudget) => set({ onBudget: onBudget === "fail" ? null : onBudget })}
          options={[
            { value: "fail", label: "The run fails" },
            { value: "pause", label: "The run pauses and asks" },
          ]}
        />
      </Field>
      <h3 className="border-t pt-3 font-semibold text-sm">Many runs at a time</h3>
      <Field label="Priority" hint="Higher goes first where runs have to queue; 0 where nothing is set.">
        <DraftNumber
          value={settings.priority ?? null}
          min={-1000}
          max={1000}
          whole
          placeholder="0"
          disabled={readOnly}
          onValueChange={(value) => set({ priority: value === 0 ? null : value })}
        />
      </Field>
      <Field
        label="Runs that share"
        hint="Runs for which this gives the same keep to the number below, such as {{ start.customer }}."
      >
        <TextField
          mono
          value={key.value}
          disabled={readOnly}
          placeholder="{{ start.customer }}"
          spellCheck={false}
          onValueChange={key.type}
          onBlur={key.settle}
        />
      </Field>
      {concurrency && (
        <Field label="Run at a time">
          <DraftNumber
            value={concurrency.limit}
            min={1}
            whole
            unit="at most"
            disabled={readOnly}
            onValueChange={(value) => set({ concurrency: { ...concurrency, limit: value ?? 1 } })}
          />
        </Field>
      )}
    </section>
  );
}
