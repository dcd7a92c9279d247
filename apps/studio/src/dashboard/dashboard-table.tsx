import type { ReactNode } from "react";

export interface DashboardTableProps {
  title: string;
  /** One sentence: what is listed, and how it is measured. */
  note: string;
  heads: readonly string[];
  /** Cells, the first of which names the row. */
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  empty: string;
}

/** One list of a dashboard. */
export function DashboardTable({ title, note, heads, rows, empty }: DashboardTableProps) {
  return (
    <section className="min-w-0 rounded-card border bg-panel p-4">
      <h3 className="font-semibold text-sm">{title}</h3>
      <p className="mt-0.5 text-muted text-xs">{note}</p>
      {rows.length === 0 ? (
        <p className="mt-3 text-muted">{empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section tabIndex={0} aria-label={title} className="mt-3 overflow-x-auto">
          <table className="w-full text-xs">
            <thead>
              <tr className="text-muted">
                {heads.map((head, index) => (
                  <th
                    key={head}
                    scope="col"
                    className={index === 0 ? "pb-1 text-left font-medium" : "pb-1 pl-4 text-right font-medium"}
                  >
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, cells: [name, ...cells] }) => (
                <tr key={key} className="border-t">
                  <th scope="row" className="min-w-32 py-1.5 text-left font-normal">
                    {name}
                  </th>
                  {cells.map((cell, index) => (
                    <td key={heads[index + 1]} className="whitespace-nowrap py-1.5 pl-4 text-right font-mono">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
