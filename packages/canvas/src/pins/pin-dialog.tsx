"use client";
import { type GraphNode, graphLimits } from "@orrery/graph";
import { Button, Dialog, Field, formatBytes, Select, TextArea } from "@orrery/ui";
import { Pin } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { readJsonText } from "../rerun/read-json-text.ts";
import { setPin } from "./pin-output.ts";

/** Edits what is pinned of a node. */
export function PinDialog() {
  const { catalog, view } = useEditor();
  const nodeId = useView((state) => state.pinning);
  const node = useGraph().nodes.find(({ id }) => id === nodeId);
  if (!node) return null;
  const close = () => view.setState({ pinning: null });
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && close()}
      title={`Pinned output of “${nodeShape(catalog, node).title}”`}
      description="Runs you start here use this, and the step does not run. Published runs, triggers and keys never do."
    >
      <PinForm key={node.id} node={node} onClose={close} />
    </Dialog>
  );
}

function PinForm({ node, onClose }: { node: GraphNode; onClose: () => void }) {
  const services = useEditor();
  const ways = nodeShape(services.catalog, node).outputs.map(({ id, label }) => ({ value: id, label: label || id }));
  const [text, setText] = useState(() => (node.pinned ? JSON.stringify(node.pinned.output, null, 2) : ""));
  const [way, setWay] = useState(node.pinned?.handle ?? ways[0]?.value ?? "out");
  const [tried, setTried] = useState(false);
  const typed = readJsonText(text);
  const bytes = typed.ok ? new TextEncoder().encode(JSON.stringify(typed.value)).length : 0;
  const problem = !typed.ok
    ? typed.why
    : bytes > graphLimits.pinBytes
      ? `This is ${formatBytes(bytes)}; a pin holds at most 256 KB.`
      : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!typed.ok || problem !== null) return;
    const handle = way === "out" ? {} : { handle: way };
    if (setPin(services, node.id, { output: typed.value, ...handle })) onClose();
  }

  return (
    <form aria-label="Pinned output" className="flex flex-col gap-4" onSubmit={submit}>
      <Field
        label="What it gives"
        hint="JSON: text stands in quotes."
        error={tried && problem !== null ? problem : undefined}
      >
        <TextArea mono rows={12} spellCheck={false} value={text} onValueChange={setText} />
      </Field>
      {ways.length > 1 && (
        <Field label="The way it takes">
          <Select value={way} onValueChange={setWay} options={ways} />
        </Field>
      )}
      <footer className="flex justify-end gap-2 border-t pt-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" icon={<Pin aria-hidden size={15} strokeWidth={1.75} />}>
          Pin
        </Button>
      </footer>
    </form>
  );
}
