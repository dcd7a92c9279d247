import type { ImportPreview } from "@orrery/services";
import type { ReactNode } from "react";
import { GraphDrawing } from "../graph-drawing/graph-drawing.tsx";
import { useNodeCategories } from "../graph-drawing/use-node-categories.ts";
import { DiagnosticList } from "./diagnostic-list.tsx";
import { ForeignReportView } from "./foreign-report.tsx";

const MOST_NAMED = 24;

/** What a workflow from outside is: its drawing, its steps, whom it asks, and what has to be mended before it runs here. */
export function ImportPreviewFacts({ preview }: { preview: ImportPreview }) {
  const categories = useNodeCategories();
  const { graph, diagnostics, hosts, models, credentials, report } = preview;
  const names = graph.nodes.map(({ id, label }) => label ?? id);
  const left = names.length - MOST_NAMED;
  const asked: readonly (readonly [string, readonly string[]])[] = [
    ["Hosts it asks", hosts.map((host) => (host === "host:*" ? "any address" : host.replace(/^host:/, "")))],
    ["Models", models],
    ["Credentials", credentials],
  ];
  return (
    <section aria-label="What is in it" className="flex flex-col gap-3">
      <div className="overflow-hidden rounded-card border">
        <GraphDrawing graph={graph} categories={categories} />
      </div>
      <div>
        <h3 className="break-words font-semibold text-sm">{graph.name || "Without a name"}</h3>
        {graph.description && <p className="mt-0.5 break-words text-muted text-sm">{graph.description}</p>}
      </div>
      <dl className="flex flex-col gap-2 text-sm">
        <Fact name={names.length === 1 ? "1 node" : `${names.length} nodes`}>
          {names.slice(0, MOST_NAMED).join(", ")}
          {left > 0 && ` and ${left} more`}
        </Fact>
        {asked.map(
          ([name, all]) =>
            all.length > 0 && (
              <Fact key={name} name={name}>
                {all.join(", ")}
              </Fact>
            ),
        )}
      </dl>
      {report !== null && <ForeignReportView report={report} />}
      {diagnostics.length > 0 ? (
        <section aria-label="To mend" className="flex flex-col gap-2">
          <h3 className="font-semibold text-sm">To look at before it runs</h3>
          <DiagnosticList diagnostics={diagnostics} />
        </section>
      ) : (
        <p className="text-sm">Nothing has to be mended before it runs.</p>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
