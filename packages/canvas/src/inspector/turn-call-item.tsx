"use client";
import { isEnded, type SubStep } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import { formatDuration, JsonView, StatePill } from "@orrery/ui";
import { Wrench } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph } from "../editor/use-stores.ts";
import { useValue } from "../editor/use-value.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { stepWords } from "../flow/node-words.ts";
import { isSame } from "../run/changed-args.ts";
import { asData, type SaidCall } from "../run/turn-text.ts";
import { SettleChoice } from "../run-view/settle-choice.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { SubStepError } from "./sub-step-error.tsx";

export interface TurnCallItemProps {
  /** The node whose turn it is. */
  hostId: string | null;
  /** What the model asked for; null where that is not known yet. */
  wish: SaidCall | null;
  ask: SubStep | null;
  call: SubStep | null;
  /** What the model was told of it. */
  told: string | null;
}

/** One call: which tool, with what, whether a person allowed it, and what it gave. */
export function TurnCallItem({ hostId, wish, ask, call, told }: TurnCallItemProps) {
  const { catalog, overlay } = useEditor();
  const graph = useGraph();
  const input = useValue(call?.input?.id ?? null);
  const output = useValue(call?.output?.id ?? null);
  const toolId = call?.nodeId ?? toolNamed(overlay?.plan, hostId, wish?.name);
  const node = graph.nodes.find((one) => one.id === toolId);
  const title = node ? nodeShape(catalog, node).title : (wish?.name ?? "Tool");
  const isPast = overlay !== null && overlay.getState().playhead !== null;
  const question = waitingKey(ask) ?? waitingKey(call);
  const asked = question === null ? undefined : overlay?.runState().steps.get(question);
  const shown = call ?? ask;
  const args = input.kind === "value" ? input.value : wish === null ? undefined : asData(wish.args);
  const isChanged =
    ask !== null && wish !== null && input.kind === "value" && !isSame(input.value, asData(wish.args || "{}"));
  return (
    <li aria-label={`Call of ${title}`} className="flex flex-col gap-1.5 rounded-control bg-field p-2">
      <div className="flex items-center gap-2">
        <Wrench aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-dim" />
        <span className="min-w-0 flex-1 truncate text-sm">{title}</span>
        {call?.startedAt != null && call.endedAt !== null && (
          <span className="shrink-0 font-mono text-2xs text-dim tabular-nums">
            {formatDuration(call.endedAt - call.startedAt)}
          </span>
        )}
        {shown ? (
          <StatePill state={shown.status} label={callWords(ask, call)} />
        ) : (
          told !== null && <span className="shrink-0 text-dim text-xs">Not made</span>
        )}
      </div>
      {args !== undefined && (asked === undefined || isPast) && <JsonView label="With" value={args} />}
      {isChanged && <p className="text-waiting text-xs">A person changed what the model asked for.</p>}
      {asked && !isPast && <AnswerForm key={asked.key} record={asked} />}
      {call?.status === "uncertain" && <SettleChoice stepKey={call.stepKey} />}
      {call?.error && <SubStepError error={call.error} isEnded={isEnded(call.status)} />}
      {output.kind === "value" && <JsonView label="Gave" value={output.value} />}
      {call === null && told !== null && <JsonView label="The model was told" value={asData(told)} />}
    </li>
  );
}

/** The node that a model means by the name of a tool. */
function toolNamed(plan: Plan | undefined, hostId: string | null, name: string | undefined): string | undefined {
  const tools = plan?.nodes.find(({ id }) => id === hostId)?.tools ?? {};
  return Object.entries(tools).find(([, tool]) => tool.name === name)?.[0];
}

/** A call that waits may wait in a tool of its own: an approval. */
function waitingKey(sub: SubStep | null): string | null {
  return sub !== null && sub.status === "waiting" && sub.waitFor === "person" ? sub.stepKey : null;
}

function callWords(ask: SubStep | null, call: SubStep | null): string {
  if (call !== null) return stepWords(call.status, call.waitFor);
  return ask !== null && isEnded(ask.status) ? "Answered" : stepWords(ask?.status ?? "idle", ask?.waitFor ?? null);
}
