/** @jsxImportSource preact */
import { nodeIdOf } from "@orrery/engine";
import { useEffect, useRef, useState } from "preact/hooks";
import { DrawingView } from "./drawing-view.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunHead } from "./run-head.tsx";
import { type RunModel, tellingStep } from "./run-model.ts";
import { Scrubber } from "./scrubber.tsx";
import { StepDetail } from "./step-detail.tsx";
import { StepList } from "./step-list.tsx";
import { useLive } from "./use-live.ts";
import { type Playback, usePlayback } from "./use-playback.ts";

interface Choice {
  readonly nodeId: string;
  readonly stepKey: string | null;
}

/** The whole page of a shared run. */
export function Viewer({ model }: { readonly model: RunModel }) {
  const live = useLive(model);
  const playback = usePlayback(model);
  const [choice, setChoice] = useState<Choice | null>(null);
  /** On a small page the run as a whole is told only where somebody asks. */
  const [isTold, setTold] = useState(false);
  useKeys(playback);
  // The rows look at the end of the log; they are asked first, so that the state below is that of the moment.
  const { rows } = model;
  const state = model.at(playback.seq);

  function chooseNode(nodeId: string | null): void {
    const stepOf = (id: string) => tellingStep(state, id)?.key ?? rows.find((row) => row.nodeId === id)?.key ?? null;
    setChoice(nodeId === null ? null : { nodeId, stepKey: stepOf(nodeId) });
  }

  function chooseStep(stepKey: string): void {
    const nodeId = rows.find(({ key }) => key === stepKey)?.nodeId ?? nodeIdOf(stepKey);
    setChoice({ nodeId, stepKey });
  }

  function closeStep(): void {
    setChoice(null);
    setTold(false);
  }

  return (
    <div class={`frame${choice === null && !isTold ? "" : " chosen"}`}>
      <RunHead
        title={model.run.title}
        showsUsage={model.run.usage === "shown"}
        {...{ state, live }}
        onTell={() => {
          setChoice(null);
          setTold(true);
        }}
      />
      <main>
        <DrawingView
          drawing={model.drawing}
          views={model.views(state)}
          selected={choice?.nodeId ?? null}
          onSelect={chooseNode}
        />
        <Scrubber model={model} playback={playback} isLive={live === "live" || live === "lost"} />
        <StepList model={model} state={state} selected={choice?.stepKey ?? null} onSelect={chooseStep} />
        {choice === null ? (
          <RunFacts {...{ model, state }} onClose={() => setTold(false)} />
        ) : (
          <StepDetail {...{ model, state }} {...choice} onClose={closeStep} />
        )}
      </main>
    </div>
  );
}

/** Space plays, arrows step, Home and End go to the ends, wherever the page has the focus on nothing that takes them. */
function useKeys(playback: Playback): void {
  const latest = useRef(playback);
  latest.current = playback;
  useEffect(() => {
    const leave = new AbortController();
    document.addEventListener(
      "keydown",
      (event) => {
        const act = KEYS[event.key];
        if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
        const { target } = event;
        if (!(target instanceof Element) || target.closest("input, select, pre") !== null) return;
        // A button is pressed by Space; it has no use for the others.
        if (event.key === " " && target.closest("button") !== null) return;
        event.preventDefault();
        act(latest.current);
      },
      { signal: leave.signal },
    );
    return () => leave.abort();
  }, []);
}

const KEYS: Readonly<Record<string, (playback: Playback) => void>> = {
  " ": ({ toggle }) => toggle(),
  ArrowLeft: ({ go, seq }) => go(seq - 1),
  ArrowRight: ({ go, seq }) => go(seq + 1),
  Home: ({ go }) => go(0),
  End: ({ toEnd }) => toEnd(),
};
