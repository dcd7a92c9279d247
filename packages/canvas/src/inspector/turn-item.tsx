"use client";
import { isEnded, type SubStep } from "@orrery/engine";
import type { Json } from "@orrery/graph";
import { formatDuration, JsonView, StatePill } from "@orrery/ui";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useValue } from "../editor/use-value.ts";
import { stepWords } from "../flow/node-words.ts";
import { speakerIn } from "../run/speaker-in.ts";
import type { TurnEntry } from "../run/turn-list.ts";
import { readTurn, resultsIn } from "../run/turn-text.ts";
import { usageWords } from "../run/usage-words.ts";
import { SubStepError } from "./sub-step-error.tsx";
import { TurnCallItem } from "./turn-call-item.tsx";

export interface TurnItemProps {
  turn: TurnEntry;
  /** The input of the next turn: what the model was told of this one's calls. */
  told: string | null;
  isLast: boolean;
}

/** One turn: a line to read at a glance, and behind it the thought, the calls and their results. */
export function TurnItem({ turn, told, isLast }: TurnItemProps) {
  const { overlay } = useEditor();
  const { own, calls, title } = turn;
  const isOpenByItself = isLast || calls.some(({ ask, call }) => isUnderWay(ask) || isUnderWay(call));
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? isOpenByItself;
  const inputId = own?.input?.id;
  const speaker = speakerIn(inputId === undefined ? null : (overlay?.preview(inputId)?.preview ?? null));
  const bodyId = useId();
  return (
    <li className="rounded-control border">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={bodyId}
        onClick={() => setChosen(!isOpen)}
        className="flex w-full items-center gap-2 rounded-control px-2.5 py-2 text-left hover:bg-raised"
      >
        <ChevronRight
          aria-hidden
          size={14}
          strokeWidth={1.75}
          className={isOpen ? "shrink-0 rotate-90 text-dim" : "shrink-0 text-dim"}
        />
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="truncate font-medium text-sm">{speaker === null ? title : `${title} · ${speaker}`}</span>
          {own && <span className="font-mono text-2xs text-dim tabular-nums">{figures(own).join(" · ")}</span>}
        </span>
        {own && <StatePill state={own.status} label={stepWords(own.status, own.waitFor)} />}
      </button>
      <div id={bodyId} hidden={!isOpen} className="flex flex-col gap-2.5 border-t p-2.5">
        {isOpen && <TurnBody turn={turn} told={told} streamed={own && overlay ? overlay.stream(own.stepKey) : null} />}
      </div>
    </li>
  );
}

function TurnBody({ turn, told, streamed }: Pick<TurnItemProps, "turn" | "told"> & { streamed: string | null }) {
  const { own, calls } = turn;
  const output = useValue(own?.output?.id ?? null);
  const next = useValue(calls.length > 0 || output.kind === "value" ? told : null);
  const said = output.kind === "value" ? readTurn(output.value) : null;
  const results = next.kind === "value" ? resultsIn(next.value) : [];
  const numbers = new Set([...calls.map(({ number }) => number), ...(said?.calls ?? []).map((_call, at) => at + 1)]);
  const text = said?.text ?? streamed ?? "";
  const isPlain = said?.isTurn === true;
  return (
    <>
      {text !== "" && <p className="whitespace-pre-wrap break-words text-sm">{text}</p>}
      {text === "" && own !== null && !isEnded(own.status) && <p className="text-muted text-xs">It is thinking.</p>}
      {output.kind === "value" && !isPlain && <JsonView label={`${turn.title} gave`} value={output.value} />}
      {own?.error && <SubStepError error={own.error} isEnded={isEnded(own.status)} />}
      {numbers.size > 0 && (
        <ol aria-label={`Calls of ${turn.title}`} className="flex flex-col gap-2">
          {[...numbers]
            .toSorted((a, b) => a - b)
            .map((number) => {
              const wish = said?.calls[number - 1];
              const made = calls.find((call) => call.number === number);
              const result: Json | undefined = results.find(({ id }) => id === wish?.id)?.text;
              return (
                <TurnCallItem
                  key={number}
                  hostId={own?.nodeId ?? null}
                  wish={wish ?? null}
                  ask={made?.ask ?? null}
                  call={made?.call ?? null}
                  told={typeof result === "string" ? result : null}
                />
              );
            })}
        </ol>
      )}
    </>
  );
}

function isUnderWay(sub: SubStep | null): boolean {
  return sub !== null && !isEnded(sub.status);
}

/** Time, tokens, cost and the attempt, where there was more than one. */
function figures({ startedAt, endedAt, usage, attempt }: SubStep): readonly string[] {
  const time = startedAt !== null && endedAt !== null ? [formatDuration(endedAt - startedAt)] : [];
  const cost = usage === null ? [] : usageWords(usage.inputTokens + usage.outputTokens, usage.usd);
  return [...time, ...cost, ...(attempt > 1 ? [`attempt ${attempt}`] : [])];
}
