"use client";
import { RunView } from "@orrery/canvas";
import { cards } from "@orrery/nodes/cards";
import { catalog } from "@orrery/nodes/catalog";
import { Spinner } from "@orrery/ui";
import { useEffect, useMemo, useState } from "react";
import { openNodeDocs } from "../editor/open-node-docs.ts";
import { loadPatiently } from "../frame/load-patiently.ts";
import { loadExample } from "../templates/examples.ts";
import type { Template } from "../templates/template.ts";
import type { TemplateExample } from "../templates/template-example.ts";
import { createExampleOverlay } from "./create-example-overlay.ts";
import { exampleHost } from "./example-host.ts";
import { recordedInWords } from "./recorded-in-words.ts";

export interface ExampleRunProps {
  template: Template;
}

/** A recorded run of a template's sample, to be played and looked at as a run is. Asks nothing of the server. */
export function ExampleRun({ template }: ExampleRunProps) {
  const [example, setExample] = useState<TemplateExample | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let isGone = false;
    loadPatiently(() => loadExample(template.id)).then(
      (found) => !isGone && setExample(found),
      (error: unknown) => !isGone && setFailure(error ?? new Error("The example could not be loaded.")),
    );
    return () => {
      isGone = true;
    };
  }, [template.id]);
  // The page's error boundary says what to do.
  if (failure !== null) throw failure;
  if (example !== null) return <Replay template={template} example={example} />;
  return (
    <p className="dotted grid h-full place-items-center bg-canvas text-dim" role="status">
      <span className="flex items-center gap-2">
        <Spinner size={16} /> Opening the example run
      </span>
    </p>
  );
}

function Replay({ template, example }: ExampleRunProps & { example: TemplateExample }) {
  const overlay = useMemo(() => createExampleOverlay(template.graph, example), [template, example]);
  const host = useMemo(() => exampleHost(example.values, openNodeDocs), [example]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <p className="shrink-0 border-b bg-panel px-3 py-1.5 text-muted text-sm">
        <span className="font-medium text-ink">Example run.</span> {recordedInWords(example.scripted)}
      </p>
      <div className="min-h-0 flex-1">
        <RunView
          plan={overlay.plan}
          graph={template.graph}
          overlay={overlay}
          control={null}
          catalog={catalog}
          cards={cards}
          host={host}
        />
      </div>
    </div>
  );
}
