/** @jsxImportSource preact */
import type { RunState } from "@orrery/engine";
import { useEffect, useRef, useState } from "preact/hooks";
import { STEP_LOOK } from "../drawing/state-look.ts";
import { axisMarks } from "../run/axis-marks.ts";
import { formatDuration } from "../run/format-figures.ts";
import { Icon } from "./icon.tsx";
import type { RunModel, TimedRow } from "./run-model.ts";

export interface StepListProps {
  readonly model: RunModel;
  readonly state: RunState;
  readonly selected: string | null;
  readonly onSelect: (stepKey: string) => void;
}

const ROW_PX = 28;
/** Rows drawn above and below what is seen. */
const SPARE = 8;
const NAME_INDENT_PX = 14;
const DEEPEST_INDENT = 6;

/** Every step of the run with its state at the moment and its span of time. Draws only the rows that are in sight. */
export function StepList({ model, state, selected, onSelect }: StepListProps) {
  const { rows } = model;
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const at = rows.findIndex(({ key }) => key === selected);
  const first = Math.max(0, Math.floor(seen.top / ROW_PX) - SPARE);
  const drawn = rows.slice(first, Math.ceil((seen.top + seen.height) / ROW_PX) + SPARE);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = (): void => setSeen({ top: element.scrollTop, height: element.clientHeight });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [rows.length === 0]);

  useEffect(() => {
    const element = box.current;
    if (element === null || at < 0) return;
    const top = at * ROW_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_PX > element.scrollTop + element.clientHeight)
      element.scrollTop = top + ROW_PX - element.clientHeight;
  }, [at]);

  function onKeyDown(event: KeyboardEvent): void {
    const to = targetOf(event.key, { at, last: rows.length - 1 });
    const row = to === null ? undefined : rows[to];
    if (row === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(row.key);
  }

  if (rows.length === 0) return <p class="steps-empty">No step has begun yet.</p>;
  return (
    <section aria-label="Steps and times" class="steps">
      <Axis model={model} />
      <div
        ref={box}
        role="listbox"
        aria-label="Steps"
        tabIndex={0}
        aria-activedescendant={at >= first && at < first + drawn.length ? idOf(at) : undefined}
        class="steps-box"
        onKeyDown={onKeyDown}
      >
        <div role="presentation" class="steps-all" style={{ height: `${rows.length * ROW_PX}px` }}>
          {drawn.map((row, place) => (
            <Row
              key={row.key}
              {...{ row, model, state, onSelect }}
              place={first + place}
              count={rows.length}
              isSelected={row.key === selected}
            />
          ))}
          <Playhead model={model} seq={state.seq} />
        </div>
      </div>
    </section>
  );
}

function targetOf(key: string, { at, last }: { readonly at: number; readonly last: number }): number | null {
  if (key === "ArrowDown") return Math.min(last, at + 1);
  if (key === "ArrowUp") return Math.max(0, at - 1);
  if (key === "PageDown") return Math.min(last, at + 10);
  if (key === "PageUp") return Math.max(0, at - 10);
  if (key === "Home") return 0;
  return key === "End" ? last : null;
}

interface RowProps {
  readonly row: TimedRow;
  readonly model: RunModel;
  readonly state: RunState;
  readonly place: number;
  readonly count: number;
  readonly isSelected: boolean;
  readonly onSelect: (stepKey: string) => void;
}

function Row({ row, model, state, place, count, isSelected, onSelect }: RowProps) {
  const step = state.steps.get(row.key);
  const look = STEP_LOOK[step?.status ?? "idle"];
  const name = model.nameOf(row.nodeId);
  const took =
    step?.startedAt != null
      ? formatDuration((step.endedAt ?? Math.max(state.at, step.startedAt)) - step.startedAt)
      : "";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself listens to keys, as its options have no focus.
    // biome-ignore lint/a11y/useFocusableInteractive: the list names its active option.
    <div
      id={idOf(place)}
      role="option"
      aria-selected={isSelected}
      aria-setsize={count}
      aria-posinset={place + 1}
      class={`step-row paint-${look.paint}`}
      style={{ top: `${place * ROW_PX}px` }}
      onClick={() => onSelect(row.key)}
    >
      <span class="step-name" style={{ paddingLeft: `${Math.min(DEEPEST_INDENT, row.depth) * NAME_INDENT_PX}px` }}>
        <Icon name={look.icon} size={13} />
        <span class="step-words" title={name}>
          {row.place !== "" && <span class="step-place">{row.place} </span>}
          {name}
          <span class="only-heard">, {look.word}</span>
        </span>
      </span>
      <span class="step-span">
        <Bar {...{ row, model }} />
      </span>
      <span class="figure">{took}</span>
    </div>
  );
}

function Bar({ row, model }: { readonly row: TimedRow; readonly model: RunModel }) {
  if (row.startedAt === null) return null;
  const left = shareAt(model, row.startedAt);
  const right = row.endedAt === null ? 1 : shareAt(model, row.endedAt);
  return (
    <span class="bar" style={{ left: `${left * 100}%`, width: `max(3px, ${Math.max(0, right - left) * 100}%)` }} />
  );
}

function Playhead({ model, seq }: { readonly model: RunModel; readonly seq: number }) {
  const share = model.clock.length === 0 ? 1 : model.clock.playedAt(seq - 1) / model.clock.length;
  return (
    <span class="playhead-room" aria-hidden="true">
      <span class="playhead" style={{ left: `${share * 100}%` }} />
    </span>
  );
}

/** The time that has gone by; where the run was idle it leaps. */
function Axis({ model }: { readonly model: RunModel }) {
  const marks = axisMarks(model.clock, model.replay.events[0]?.at ?? 0)
    .map(({ ms, share }) => ({ share, words: ms === 0 ? "0 s" : formatDuration(ms) }))
    // After a day a second makes no difference to the words.
    .filter(({ words }, place, all) => words !== all[place - 1]?.words);
  return (
    <div class="axis" aria-hidden="true">
      <span>Steps</span>
      <span class="axis-marks">
        {marks.map(({ share, words }) => (
          <span key={share} style={{ left: `${share * 100}%` }}>
            {words}
          </span>
        ))}
      </span>
      <span class="figure">Time</span>
    </div>
  );
}

function shareAt(model: RunModel, at: number): number {
  const { length } = model.clock;
  return length === 0 ? 0 : Math.min(1, model.clock.toPlayed(at) / length);
}

function idOf(place: number): string {
  return `orrery-step-${place}`;
}
