"use client";
import type { Graph } from "@orrery/graph";
import type { Plan } from "@orrery/plan";
import { Button, Checkbox } from "@orrery/ui";

export interface Ticks {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export const SHOWS_NOTHING: Ticks = { inputs: [], outputs: [] };

export interface TickTableProps {
  plan: Plan;
  graph: Graph;
  ticks: Ticks;
  onChange: (ticks: Ticks) => void;
}

/** For each node, whether what it took and what it gave is shown. */
export function TickTable({ plan, graph, ticks, onChange }: TickTableProps) {
  const labels = new Map(graph.nodes.map(({ id, label }) => [id, label ?? id]));
  const ids = plan.nodes.map(({ id }) => id);
  const toggle = (side: keyof Ticks, id: string): void => {
    const list = ticks[side];
    onChange({ ...ticks, [side]: list.includes(id) ? list.filter((one) => one !== id) : [...list, id] });
  };
  return (
    <section aria-labelledby="share-ticks" className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <h3 id="share-ticks" className="flex-1 font-semibold text-sm">
          Inputs and outputs to show
        </h3>
        <Button size="sm" onClick={() => onChange({ inputs: ids, outputs: ids })}>
          All
        </Button>
        <Button size="sm" onClick={() => onChange(SHOWS_NOTHING)}>
          None
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard. */}
      <section aria-label="Nodes" tabIndex={0} className="max-h-56 overflow-auto rounded-control border">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b text-left text-dim text-xs">
              <th scope="col" className="px-3 py-1.5 font-normal">
                Node
              </th>
              <th scope="col" className="w-20 px-3 py-1.5 font-normal">
                Input
              </th>
              <th scope="col" className="w-20 px-3 py-1.5 font-normal">
                Output
              </th>
            </tr>
          </thead>
          <tbody>
            {ids.map((id) => (
              <tr key={id} className="border-b last:border-b-0">
                <th scope="row" className="break-words px-3 py-1.5 text-left font-normal">
                  <bdi>{labels.get(id) ?? id}</bdi>
                </th>
                {(["inputs", "outputs"] as const).map((side) => (
                  <td key={side} className="px-3 py-1.5">
                    <Checkbox
                      checked={ticks[side].includes(id)}
                      onCheckedChange={() => toggle(side, id)}
                      label={
                        <span className="sr-only">
                          {`Show the ${side === "inputs" ? "input" : "output"} of ${labels.get(id) ?? id}`}
                        </span>
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
