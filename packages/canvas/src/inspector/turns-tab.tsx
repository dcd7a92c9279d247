"use client";
import { subStepsOf } from "@orrery/engine";
import { useEditor } from "../editor/editor-context.ts";
import { useNodeRun } from "../editor/use-stores.ts";
import { turnList } from "../run/turn-list.ts";
import { TurnItem } from "./turn-item.tsx";
import type { InspectedStep } from "./use-inspected-step.ts";

/** What a step did turn by turn: what it thought, what it called with what, and what came of it. */
export function TurnsTab({ step }: { step: InspectedStep }) {
  const { overlay } = useEditor();
  // Listened to so that each turn shows as it comes.
  useNodeRun(step.nodeId);
  const { record } = step;
  if (overlay === null || record === null) return null;
  const turns = turnList(subStepsOf(overlay.runState(), record.key));
  return (
    <ol aria-label="Turns" className="flex flex-col gap-2.5 p-3.5">
      {turns.map((turn, at) => (
        <TurnItem
          key={`${record.key} ${turn.name}`}
          turn={turn}
          told={turns[at + 1]?.own?.input?.id ?? null}
          isLast={at === turns.length - 1}
        />
      ))}
    </ol>
  );
}
