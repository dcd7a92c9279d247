/** @jsxImportSource preact */
import { formatBytes } from "../run/format-figures.ts";
import type { SharedValue } from "../shared-run.ts";

export interface ValueTextProps {
  readonly name: string;
  readonly value: SharedValue | undefined;
  /** Said where there is no value. */
  readonly absent: string;
}

/** A value as text, never as anything else. */
export function ValueText({ name, value, absent }: ValueTextProps) {
  return (
    <section aria-label={name} class="value">
      <h3>{name}</h3>
      {value === undefined ? (
        <p class="absent">{absent}</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long value is scrolled by keys. */}
          <pre tabIndex={0}>{shown(value)}</pre>
          {value.cut && <p class="absent">Only the beginning is here; all of it has {formatBytes(value.bytes)}.</p>}
        </>
      )}
    </section>
  );
}

function shown(value: SharedValue): string {
  if (value.kind !== "json" || value.cut) return value.text;
  try {
    return JSON.stringify(JSON.parse(value.text), null, 2);
  } catch {
    return value.text;
  }
}
