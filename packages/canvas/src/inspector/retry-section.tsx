"use client";
import type { GraphPolicy } from "@orrery/graph";
import { Field, Switch } from "@orrery/ui";
import { DraftNumber } from "../fields/draft-number.tsx";
import { DurationField } from "../fields/duration-field.tsx";

type Retry = NonNullable<GraphPolicy["retry"]>;

export interface RetrySectionProps {
  retry: Retry;
  readOnly: boolean;
  onRetry: (retry: Retry) => void;
}

/** How long a node waits from one attempt to the next. What is left empty is the default, which is shown. */
export function RetrySection({ retry, readOnly, onRetry }: RetrySectionProps) {
  const { initialMs, factor, maxMs, jitter, ...rest } = retry;
  const put = (change: { [name in keyof Retry]?: Retry[name] | null }) => {
    const next = { initialMs, factor, maxMs, jitter, ...change };
    onRetry({
      ...rest,
      ...(next.initialMs != null && { initialMs: next.initialMs }),
      ...(next.factor != null && { factor: next.factor }),
      ...(next.maxMs != null && { maxMs: next.maxMs }),
      ...(next.jitter != null && { jitter: next.jitter }),
    });
  };
  return (
    <>
      <Field label="Wait before the second attempt">
        <DurationField
          label="Wait before the second attempt"
          value={initialMs ?? null}
          placeholder="0.5"
          disabled={readOnly}
          onValue={(ms) => put({ initialMs: ms })}
        />
      </Field>
      <Field label="Each wait is longer than the one before">
        <DraftNumber
          value={factor ?? null}
          min={1}
          max={100}
          unit="times"
          placeholder="2"
          disabled={readOnly}
          onValueChange={(value) => put({ factor: value })}
        />
      </Field>
      <Field label="The longest wait">
        <DurationField
          label="The longest wait"
          value={maxMs ?? null}
          placeholder="30"
          disabled={readOnly}
          onValue={(ms) => put({ maxMs: ms })}
        />
      </Field>
      <Field inline label="Vary the waits a little" hint="So that many do not try again at the same moment.">
        <Switch
          checked={jitter ?? true}
          disabled={readOnly}
          onCheckedChange={(on) => put({ jitter: on ? null : false })}
        />
      </Field>
    </>
  );
}
