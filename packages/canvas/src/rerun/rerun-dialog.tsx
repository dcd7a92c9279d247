"use client";
import { nodeIdOf } from "@orrery/engine";
import { Dialog } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { RerunForm } from "./rerun-form.tsx";

/** Asks how a step is to be run again, and starts the new run. */
export function RerunDialog() {
  const { catalog, control, overlay, view } = useEditor();
  const wish = useView((state) => state.rerun);
  const graph = useGraph();
  const record = wish === null ? undefined : overlay?.runState().steps.get(wish.stepKey);
  if (!wish || !control || !overlay || !record) return null;
  const nodeId = nodeIdOf(wish.stepKey);
  const node = overlay.graph.nodes.find((one) => one.id === nodeId) ?? graph.nodes.find((one) => one.id === nodeId);
  const close = () => view.setState({ rerun: null });
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && close()}
      title={`Run again from “${node ? nodeShape(catalog, node).title : nodeId}”`}
      description="Starts a new run. All that does not depend on the change is kept, with what it gave and what it cost."
    >
      <RerunForm key={wish.stepKey} wish={wish} record={record} overlay={overlay} control={control} onClose={close} />
    </Dialog>
  );
}
