"use client";
import { nodeIdOf } from "@orrery/engine";
import { Button, NumberField } from "@orrery/ui";
import { CirclePause } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { selectStep } from "../editor/editor-view.ts";
import { useRun } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { pauseWords, type Raise, raiseOf } from "./pause-words.ts";
import { useRequest } from "./use-request.ts";

/** Over the canvas of a paused run: why it stands still, and what to do about it. */
export function PauseBanner() {
  const { catalog, control, overlay, view } = useEditor();
  const run = useRun();
  const pause = run?.pause ?? null;
  const state = overlay?.runState();
  const titleOf = (stepKey: string) => {
    const node = overlay?.graph.nodes.find((one) => one.id === nodeIdOf(stepKey));
    return node ? nodeShape(catalog, node).title : nodeIdOf(stepKey);
  };
  const words = pause && state ? pauseWords(pause, { limits: state.control.limits, titleOf }) : null;
  const raise = pause?.cause === "budget" && state ? raiseOf(pause.limit, state.control.limits) : null;
  const canAct = control !== null && run?.playhead === null;
  return (
    <div role="status" aria-live="polite" className="shrink-0">
      {pause && words && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b bg-waiting/10 px-3 py-1.5 text-sm">
          <p className="flex min-w-0 flex-1 basis-72 items-start gap-2">
            <CirclePause aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-waiting" />
            <span className="min-w-0 break-words">
              <span className="font-medium">{words.why}</span> <span className="text-muted">{words.next}</span>
            </span>
          </p>
          {pause.stepKey !== null && (
            <Button
              size="sm"
              className="max-w-full"
              onClick={() => pause.stepKey !== null && selectStep(view, pause.stepKey)}
            >
              Show it
              {pause.stepKey.includes("/") && (
                <span className="min-w-0 truncate font-mono text-code text-dim">{pause.stepKey}</span>
              )}
            </Button>
          )}
          {raise && canAct && <RaiseForm key={`${pause.at} ${pause.limit}`} raise={raise} />}
        </div>
      )}
    </div>
  );
}

function RaiseForm({ raise }: { raise: Raise }) {
  const { control } = useEditor();
  const [amount, setAmount] = useState<number | null>(raise.proposed);
  const request = useRequest<"raise" | "stop">();
  const [tooLow, setTooLow] = useState(false);
  if (!control) return null;

  function submit(event: FormEvent) {
    event.preventDefault();
    const low = amount === null || amount <= raise.above;
    setTooLow(low);
    if (!low) request.send("raise", async () => control?.resume("run", raise.limits(amount)));
  }

  return (
    <form aria-label="Raise the limit" className="flex flex-wrap items-center gap-2" onSubmit={submit} noValidate>
      <span className="text-muted text-xs">{raise.label}</span>
      <span className="w-32">
        <NumberField
          label={`${raise.label}, ${raise.unit}`}
          value={amount}
          min={0}
          whole={raise.whole}
          unit={raise.unit}
          onValueChange={setAmount}
        />
      </span>
      <Button type="submit" variant="primary" size="sm" busy={request.busy === "raise"}>
        Raise and go on
      </Button>
      <Button
        size="sm"
        variant="danger"
        busy={request.busy === "stop"}
        onClick={() => request.send("stop", () => control.stop())}
      >
        Stop
      </Button>
      {(tooLow || request.problem) && (
        <p role="alert" className="w-full text-failed text-xs">
          {tooLow ? "It has to be more than before." : request.problem}
        </p>
      )}
    </form>
  );
}
