import {
  countFidelity,
  type Fidelity,
  type ForeignReport,
  formatNames,
  type ReportedNode,
} from "@orrery/foreign/report";
import { Ban, Check, Replace } from "lucide-react";

const MOST_SHOWN = 200;

const KINDS: readonly (readonly [Fidelity, string])[] = [
  ["none", "Not at all"],
  ["changed", "Changed"],
  ["exact", "Exactly"],
];

const ICON = { "aria-hidden": true, size: 16, strokeWidth: 1.75 } as const;

/** What came across of a workflow of another tool, node by node: what has no counterpart first. */
export function ForeignReportView({ report }: { report: ForeignReport }) {
  const counts = countFidelity(report);
  return (
    <section aria-label="What came across" className="flex flex-col gap-3">
      <div>
        <h3 className="font-semibold text-sm">From {formatNames[report.format]}: what came across</h3>
        <p className="mt-0.5 text-muted text-sm">
          {counts.exact} exactly, {counts.changed} changed, {counts.none} not at all. A note in the workflow keeps this.
        </p>
      </div>
      {KINDS.map(([fidelity, heading]) => (
        <Kind
          key={fidelity}
          fidelity={fidelity}
          heading={heading}
          nodes={report.nodes.filter((node) => node.fidelity === fidelity)}
        />
      ))}
      {report.notes.length > 0 && (
        <div>
          <h4 className="text-muted text-xs">To know</h4>
          <ul className="mt-1 flex list-disc flex-col gap-1 pl-4 text-sm">
            {report.notes.map((note) => (
              <li key={note} className="break-words">
                {note}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface KindProps {
  readonly fidelity: Fidelity;
  readonly heading: string;
  readonly nodes: readonly ReportedNode[];
}

function Kind({ fidelity, heading, nodes }: KindProps) {
  if (nodes.length === 0) return null;
  const left = nodes.length - MOST_SHOWN;
  return (
    <details open={fidelity !== "exact"}>
      <summary className="cursor-pointer text-sm">
        {heading} <span className="text-muted">{nodes.length}</span>
      </summary>
      <ul aria-label={heading} className="mt-1.5 flex flex-col gap-1.5">
        {nodes.slice(0, MOST_SHOWN).map((node, index) => (
          <li key={index} className="flex items-start gap-2 rounded-control border bg-field p-2">
            <FidelityIcon fidelity={fidelity} />
            <div className="min-w-0 text-sm">
              <p className="break-words">
                {node.name} <span className="break-all font-mono text-code text-muted">{node.was}</span>
              </p>
              {node.notes.map((note) => (
                <p key={note} className="break-words text-muted">
                  {note}
                </p>
              ))}
            </div>
          </li>
        ))}
        {left > 0 && <li className="text-muted text-sm">{`and ${left} more`}</li>}
      </ul>
    </details>
  );
}

function FidelityIcon({ fidelity }: { fidelity: Fidelity }) {
  if (fidelity === "none") return <Ban {...ICON} className="mt-0.5 shrink-0 text-failed" />;
  if (fidelity === "changed") return <Replace {...ICON} className="mt-0.5 shrink-0 text-waiting" />;
  return <Check {...ICON} className="mt-0.5 shrink-0 text-done" />;
}
