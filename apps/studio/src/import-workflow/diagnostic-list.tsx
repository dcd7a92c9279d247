import type { Diagnostic } from "@orrery/plan";
import { CircleAlert, TriangleAlert } from "lucide-react";

const MOST_SHOWN = 50;

/** What is wrong with a document: message, place and code, the first fifty. */
export function DiagnosticList({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const left = diagnostics.length - MOST_SHOWN;
  return (
    <ul aria-label="Problems" className="flex flex-col gap-2">
      {diagnostics.slice(0, MOST_SHOWN).map((diagnostic, index) => {
        const place = [diagnostic.nodeId, diagnostic.edgeId, diagnostic.field].filter(Boolean).join(" · ");
        return (
          <li key={index} className="flex items-start gap-2 rounded-control border bg-field p-2.5">
            {diagnostic.severity === "error" ? (
              <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-px shrink-0 text-failed" />
            ) : (
              <TriangleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-px shrink-0 text-waiting" />
            )}
            <div className="min-w-0">
              <p className="break-words">{diagnostic.message}</p>
              <p className="break-all font-mono text-code text-dim">
                {diagnostic.code}
                {place && ` · ${place}`}
              </p>
            </div>
          </li>
        );
      })}
      {left > 0 && <li className="text-dim">{`and ${left} more`}</li>}
    </ul>
  );
}
