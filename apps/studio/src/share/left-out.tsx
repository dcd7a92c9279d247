import type { StrippedField } from "@orrery/graph";

/** What of a workflow stays behind where it is given to others, and why; never what stood there. */
export function LeftOut({ stripped }: { stripped: readonly StrippedField[] }) {
  if (stripped.length === 0) {
    return <p className="text-sm">Nothing was found that has to be left out. Look at prompts and notes yourself.</p>;
  }
  return (
    <section aria-labelledby="left-out" className="flex flex-col gap-2">
      <h3 id="left-out" className="font-semibold text-sm">
        Left out
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard. */}
      <section aria-label="What is left out" tabIndex={0} className="max-h-40 overflow-auto rounded-control border">
        <ul className="flex flex-col">
          {stripped.map(({ nodeId, field, why }) => (
            <li key={`${nodeId ?? ""} ${field} ${why}`} className="border-b px-3 py-1.5 text-sm last:border-b-0">
              <code className="break-all font-mono text-code">{nodeId === null ? field : `${nodeId}.${field}`}</code>{" "}
              <span className="text-dim">held {why}</span>
            </li>
          ))}
        </ul>
      </section>
    </section>
  );
}
