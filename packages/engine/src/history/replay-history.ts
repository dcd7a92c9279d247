import { applyCommand } from "../apply-command.ts";
import { decide } from "../decide.ts";
import { fold } from "../fold/fold.ts";
import { planFork } from "../fork/plan-fork.ts";
import { indexPlan } from "../plan-index.ts";
import { reserve } from "../policy/reserve.ts";
import { recover } from "../recover.ts";
import { initialState, type RunState } from "../state/run-state.ts";
import { stateFromJson, stateToJson } from "../state/state-json.ts";
import type { HistoryLine } from "./history-line.ts";

/** A question of a recorded run with the answer it got then and the one it gets now; keys that are undefined are left out. */
export interface Replayed {
  readonly seq: number;
  readonly recorded: unknown;
  readonly today: unknown;
}

/**
 * Plays a recorded run: folds its rows and asks every recorded question again, of the state and of a snapshot of it. Gives
 * each question with both answers. Throws where the record does not begin with its plan, or the log has a gap.
 */
export function replayHistory(lines: readonly HistoryLine[]): readonly Replayed[] {
  const [head, ...rest] = lines;
  if (head === undefined || !("plan" in head)) throw new Error("A recorded run begins with its plan.");
  const index = indexPlan(head.plan);
  const state = initialState(index);
  const replayed: Replayed[] = [];
  for (const line of rest) {
    if ("plan" in line) throw new Error("A recorded run has one plan.");
    if ("event" in line) {
      fold(state, [line.event]);
      continue;
    }
    const snapshot = stateFromJson(index, JSON.parse(JSON.stringify(stateToJson(state))));
    if (snapshot === null) throw new Error("A snapshot of the state was refused.");
    for (const asked of [state, snapshot]) replayed.push({ seq: state.seq, ...answers(asked, line) });
  }
  return replayed;
}

type Question = Exclude<HistoryLine, { readonly plan: unknown } | { readonly event: unknown }>;

function answers(state: RunState, question: Question): Pick<Replayed, "recorded" | "today"> {
  if ("decided" in question) {
    const { now, labels, asked, decided: recorded } = question;
    const placed = labels === undefined ? {} : { labels: new Set(labels) };
    const wished = asked === undefined ? {} : { asked: new Set(asked) };
    return { recorded, today: written(decide(state, { now, busy: new Set(question.busy), ...wished, ...placed })) };
  }
  if ("room" in question)
    return { recorded: question.room, today: written(reserve(state, question.call, question.now)) };
  if ("fork" in question) return { recorded: question.gave, today: written(forked(question)) };
  if ("gave" in question)
    return { recorded: question.gave, today: written(applyCommand(state, question.command, question.now)) };
  return { recorded: question.recovered, today: written(recover(state, question.now)) };
}

/** What a fork keeps rests on the other run's log alone. */
function forked({ now, fork }: Extract<Question, { readonly fork: unknown }>): unknown {
  const { command, oldPlan, plan, log } = fork;
  const from = initialState(indexPlan(oldPlan));
  fold(from, log);
  if (command.fork === undefined) throw new Error("A recorded fork says what it asked for.");
  return planFork(indexPlan(plan), { from, oldPlan, plan, request: command.fork }, { command, now }).events;
}

function written(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer));
}
