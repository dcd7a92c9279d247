"use client";
import { describeType } from "@orrery/expr";
import { plainName } from "@orrery/graph";
import { Button, Field, TextField } from "@orrery/ui";
import { CircleAlert } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { type PlannedExtract, planExtract } from "./plan-extract.ts";

/** Says what a workflow made of the chosen nodes would take and give, then makes it, publishes it and calls it here. */
export function ExtractDialog({ onClose }: { onClose: () => void }) {
  const { catalog, compile, document: store, makeWorkflow } = useEditor();
  const actions = useEditorActions();
  const graph = useGraph();
  const nodeIds = useView((state) => state.selectedNodes);
  const [name, setName] = useState(() => {
    const first = graph.nodes.find(({ id }) => nodeIds.has(id));
    return first ? nodeShape(catalog, first).title : "";
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const words = plainName(name);

  const plan = useMemo<PlannedExtract>(() => extract("Part"), [graph, nodeIds]);

  function extract(title: string): PlannedExtract {
    if (!compile || !store) return { ok: false, why: "The drawing of a run does not change." };
    const { result } = compile.settle();
    const { interfaces } = compile;
    return planExtract({
      ...{ graph: store.getState().graph, catalog, nodeIds, compiled: result, name: title },
      ...(interfaces && { interfaces }),
    });
  }

  async function make(event: FormEvent) {
    event.preventDefault();
    const first = extract(words);
    if (!first.ok || !makeWorkflow || words === "") return;
    setBusy(true);
    setProblem(null);
    try {
      const { workflowId, version } = await makeWorkflow(first.child);
      const now = extract(words);
      // Somebody may have drawn on meanwhile: then the new workflow stands, and nothing here was replaced.
      if (!now.ok || JSON.stringify(now.child) !== JSON.stringify(first.child)) {
        setProblem(`“${words}” was made, but the drawing changed meanwhile, so nothing was replaced here.`);
        return setBusy(false);
      }
      onClose();
      actions.apply(now.call(workflowId, version));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "It was not made.");
      setBusy(false);
    }
  }

  if (!plan.ok) {
    return (
      <p role="alert" className="flex items-start gap-2 text-sm">
        <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-failed" />
        <span className="min-w-0 break-words">{plan.why}</span>
      </p>
    );
  }
  return (
    <form onSubmit={(event) => void make(event)} className="flex flex-col gap-4">
      <Field label="Its name">
        <TextField autoFocus value={name} onValueChange={setName} maxLength={200} />
      </Field>
      <section aria-label="What it takes" className="flex flex-col gap-1">
        <p className="text-dim text-xs">What it takes</p>
        {plan.inputs.length === 0 && <p className="text-muted text-sm">Nothing: it reads no other step.</p>}
        <ul className="flex flex-col gap-1">
          {plan.inputs.map((input) => (
            <li key={input.reads} className="flex items-baseline gap-2 text-sm">
              <span className="shrink-0 font-mono text-code">{input.name}</span>
              <span className="min-w-0 flex-1 truncate text-dim text-xs">{describeType(input.type)}</span>
              <span className="max-w-[50%] truncate font-mono text-code text-muted">{`{{ ${input.reads} }}`}</span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="What it gives" className="flex flex-col gap-1">
        <p className="text-dim text-xs">What it gives</p>
        <p className="break-words font-mono text-code">{describeType(plan.output)}</p>
      </section>
      <p className="text-muted text-xs">
        It becomes a workflow of its own and is published at once, since only a published version can be called. One
        step here calls it. Undo brings the nodes back; the new workflow stays until you delete it.
      </p>
      {problem !== null && (
        <p role="alert" className="break-words text-failed text-xs">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy} disabled={words === ""}>
          Make and publish it
        </Button>
      </div>
    </form>
  );
}
