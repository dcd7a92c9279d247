"use client";
import type { ValueRef } from "@orrery/engine";
import type { CardHost } from "@orrery/node-kit/card";
import { cx, Spinner } from "@orrery/ui";
import { useMemo } from "react";
import { type LoadedValue, useValueOf } from "../editor/use-value.ts";
import { ValueBox } from "../inspector/value-box.tsx";
import { type DiffLine, diffValues } from "./diff-values.ts";

interface Side {
  readonly host: CardHost;
  readonly value: ValueRef | null;
}

export interface ValueDiffProps {
  label: string;
  first: Side;
  second: Side;
}

/** Two values laid over each other, or each of them where they cannot be. Never more than plain text. */
export function ValueDiff({ label, first, second }: ValueDiffProps) {
  const one = useValueOf(first.host, first.value?.id ?? null);
  const other = useValueOf(second.host, second.value?.id ?? null);
  const difference = useMemo(
    () => (one.kind === "value" && other.kind === "value" ? diffValues(one.value, other.value) : null),
    [one, other],
  );
  if (one.kind === "none" && other.kind === "none") return null;
  const name = label.toLowerCase();
  return (
    <section aria-label={`Difference of the ${name}`} className="flex flex-col gap-1.5">
      <h3 className="font-normal text-muted text-xs">{label}</h3>
      {one.kind === "loading" || other.kind === "loading" ? (
        <p className="flex items-center gap-2 text-muted text-xs">
          <Spinner /> Reading {name}
        </p>
      ) : difference === null || difference.kind === "too-large" ? (
        <Both label={label} one={one} other={other} isLarge={difference !== null} />
      ) : difference.kind === "same" ? (
        <p className="text-muted text-xs">The same in both.</p>
      ) : (
        <Lines lines={difference.lines} label={label} />
      )}
    </section>
  );
}

function Both({
  label,
  one,
  other,
  isLarge,
}: {
  label: string;
  one: LoadedValue;
  other: LoadedValue;
  isLarge: boolean;
}) {
  return (
    <>
      {isLarge && <p className="text-muted text-xs">They differ in too much to be laid over each other.</p>}
      <ValueBox label={`${label} of the first run`} loaded={one} none="The first run gave nothing here." />
      <ValueBox label={`${label} of the second run`} loaded={other} none="The second run gave nothing here." />
    </>
  );
}

const SIGN = { same: " ", removed: "−", added: "+" } as const;
const WORD = { same: "", removed: "First run: ", added: "Second run: " } as const;

function Lines({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  return (
    <section
      aria-label={`${label}: lines that differ`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-control border bg-field py-1.5 font-mono text-code"
    >
      {lines.map((line, index) =>
        line.kind === "skipped" ? (
          // A line is its place.
          <p key={index} className="px-2.5 text-dim">
            {line.lines === 1 ? "1 line that is the same" : `${line.lines} lines that are the same`}
          </p>
        ) : (
          <p
            key={index}
            className={cx(
              "flex px-2.5",
              line.kind === "removed" && "diff-removed",
              line.kind === "added" && "diff-added",
            )}
          >
            <span aria-hidden className="w-4 shrink-0 select-none text-dim">
              {SIGN[line.kind]}
            </span>
            <span className="sr-only">{WORD[line.kind]}</span>
            <span className="min-w-0 whitespace-pre-wrap break-words">{line.text}</span>
          </p>
        ),
      )}
    </section>
  );
}
