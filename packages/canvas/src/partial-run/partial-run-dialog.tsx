"use client";
import type { JsonObject } from "@orrery/graph";
import { Button, Dialog } from "@orrery/ui";
import { Play } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import type { EditorRun } from "../editor/workflow-editor.tsx";
import { nodeShape } from "../flow/node-shape.ts";
import { formFields, initialValues, missingFields, tidyValues } from "../run-panel/form-fields.ts";
import { InputForm } from "../run-panel/input-form.tsx";
import { useRequest } from "../run-view/use-request.ts";
import type { PartialWish } from "./partial-wish.ts";
import { type PartialRun, planPartialRun } from "./plan-partial-run.ts";

/** Says what a run of a part of the draft would use, and from where, and starts it. */
export function PartialRunDialog({ run }: { run: EditorRun }) {
  const { catalog, view } = useEditor();
  const wish = useView((state) => state.partialRun);
  const graph = useGraph();
  if (wish === null) return null;
  const nameOf = (id: string): string => {
    const node = graph.nodes.find((one) => one.id === id);
    return node ? nodeShape(catalog, node).title : id;
  };
  const close = () => view.setState({ partialRun: null });
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && close()}
      title={titleOf(wish, nameOf)}
      description={ABOUT[wish.way]}
    >
      <PartialRunForm wish={wish} run={run} nameOf={nameOf} onClose={close} />
    </Dialog>
  );
}

const ABOUT: Record<PartialWish["way"], string> = {
  to: "Starts a new run that ends here. What has not changed since the last run is kept and not made again.",
  alone: "Starts a new run of this step with what the steps before it gave, as they gave it.",
  failed: "Starts a new run of the present drawing that keeps every step that succeeded.",
};

function titleOf(wish: PartialWish, nameOf: (id: string) => string): string {
  if (wish.way === "failed") return "Run again what failed";
  return wish.way === "to" ? `Run to “${nameOf(wish.nodeId)}”` : `Run only “${nameOf(wish.nodeId)}”`;
}

interface PartialRunFormProps {
  wish: PartialWish;
  run: EditorRun;
  nameOf: (id: string) => string;
  onClose: () => void;
}

function PartialRunForm({ wish, run, nameOf, onClose }: PartialRunFormProps) {
  const { catalog, compile, control, overlay } = useEditor();
  const graph = useGraph();
  const request = useRequest<"start">();
  const [last] = useState(() => (overlay === null ? null : { state: overlay.runState(), plan: overlay.plan }));
  const planned = useMemo(
    () => planPartialRun({ wish, graph, catalog, interfaces: compile?.interfaces, last }),
    [wish, graph, catalog, compile, last],
  );
  const fields = useMemo(() => ("why" in planned ? [] : formFields(planned.plan.inputSchema)), [planned]);
  const [values, setValues] = useState<JsonObject>(() => ({ ...initialValues(fields), ...run.lastInput }));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const asks = !("why" in planned) && planned.order === null && fields.length > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    if ("why" in planned) return;
    const { order, target } = planned;
    if (order !== null && control !== null) {
      request.send("start", async () => {
        await control.fork(order);
        onClose();
      });
      return;
    }
    const missing = new Set(missingFields(fields, values));
    setProblems(new Map(fields.filter(({ label }) => missing.has(label)).map(({ name }) => [name, "Fill this in."])));
    if (missing.size > 0) return;
    run.onRun(tidyValues(fields, values), target ?? undefined);
    onClose();
  }

  if ("why" in planned) {
    return (
      <p role="alert" className="text-failed text-sm">
        {planned.why}
      </p>
    );
  }
  return (
    <form aria-label="Run a part" className="flex flex-col gap-4" onSubmit={submit}>
      <PartList planned={planned} nameOf={nameOf} />
      {wish.way !== "failed" && planned.target !== wish.nodeId && (
        <p className="text-muted text-xs">It stands inside “{nameOf(planned.target ?? "")}”, which runs as a whole.</p>
      )}
      {asks && <InputForm fields={fields} values={values} onValues={setValues} problems={problems} />}
      {request.problem && (
        <p role="alert" className="text-failed text-sm">
          {request.problem}
        </p>
      )}
      <footer className="flex justify-end gap-2 border-t pt-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabled={planned.runs.length === 0}
          busy={request.busy !== null || run.starting}
          icon={<Play aria-hidden size={14} strokeWidth={1.75} />}
        >
          Run this part
        </Button>
      </footer>
    </form>
  );
}

/** Where each step's result would come from. */
function PartList({ planned, nameOf }: { planned: PartialRun; nameOf: (id: string) => string }) {
  const parts = [
    { name: "Runs now", ids: planned.runs },
    { name: "Kept from the run shown", ids: planned.kept },
    { name: "Gives what is pinned", ids: planned.pinned },
  ].filter(({ ids }) => ids.length > 0);
  if (parts.length === 0) return <p className="text-muted text-sm">Nothing would run.</p>;
  return (
    <dl className="flex flex-col gap-2.5 text-sm">
      {parts.map(({ name, ids }) => (
        <div key={name} className="flex flex-col gap-0.5">
          <dt className="text-muted text-xs">{name}</dt>
          <dd className="break-words">{listed(ids.map(nameOf))}</dd>
        </div>
      ))}
    </dl>
  );
}

const MOST_NAMES = 12;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
