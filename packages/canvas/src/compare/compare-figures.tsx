"use client";
import type { RunStatus, StepStatus } from "@orrery/engine";
import { formatCount, formatDuration, formatUsd } from "@orrery/ui";

/** What is set beside each other: of two runs, or of one node in both. */
export interface FiguresSide {
  readonly status: RunStatus | StepStatus;
  readonly durationMs: number | null;
  readonly tokens: number;
  readonly usd: number;
  readonly errorCode: string | null;
  readonly steps?: number;
  readonly ran?: number;
}

const STATUS_WORDS: Partial<Record<RunStatus | StepStatus, string>> = {
  succeeded: "Done",
  cancelled: "Stopped",
  idle: "Not run",
};

/** Figures of two sides and what lies between them. A side that is null was not there. */
export function CompareFigures({ first, second }: { first: FiguresSide | null; second: FiguresSide | null }) {
  const number = (read: (side: FiguresSide) => number | null | undefined) =>
    [first, second].map((side) => (side === null ? null : (read(side) ?? null)));
  const rows = [
    { name: "Time", sides: number((side) => side.durationMs), say: formatDuration },
    { name: "Steps", sides: number((side) => side.steps ?? side.ran), say: formatCount },
    { name: "Tokens", sides: number((side) => side.tokens), say: formatCount },
    { name: "Cost", sides: number((side) => side.usd), say: formatUsd },
  ].filter(({ name, sides }) => name === "Time" || sides.some((amount) => (amount ?? 0) > 0));
  return (
    <table className="w-full table-fixed text-xs">
      <thead>
        <tr className="text-left text-dim">
          <th className="w-16 py-1 font-normal">
            <span className="sr-only">Figure</span>
          </th>
          <th className="py-1 font-normal">First</th>
          <th className="py-1 font-normal">Second</th>
          <th className="py-1 text-right font-normal">Difference</th>
        </tr>
      </thead>
      <tbody>
        <tr className="border-t">
          <th scope="row" className="py-1.5 text-left font-normal text-dim">
            State
          </th>
          <td className="break-words py-1.5">{stateWords(first)}</td>
          <td className="break-words py-1.5">{stateWords(second)}</td>
          <td />
        </tr>
        {rows.map(({ name, sides: [one = null, other = null], say }) => (
          <tr key={name} className="border-t font-mono text-code tabular-nums">
            <th scope="row" className="py-1.5 text-left font-normal font-sans text-dim text-xs">
              {name}
            </th>
            <td>{one === null ? "–" : say(one)}</td>
            <td>{other === null ? "–" : say(other)}</td>
            <td className="text-right text-muted">{one === null || other === null ? "" : between(one, other, say)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function between(one: number, other: number, say: (amount: number) => string): string {
  if (one === other) return "same";
  return `${other > one ? "+" : "−"}${say(Math.abs(other - one))}`;
}

function stateWords(side: FiguresSide | null): string {
  if (side === null) return "Not there";
  const word = STATUS_WORDS[side.status] ?? `${side.status.charAt(0).toUpperCase()}${side.status.slice(1)}`;
  return side.status === "failed" && side.errorCode !== null ? `${word}: ${side.errorCode}` : word;
}
