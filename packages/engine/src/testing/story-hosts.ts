import type { Work } from "../busy-key.ts";
import type { EventBody } from "../events.ts";
import { isWanted, onStart } from "../on-outcome.ts";
import { isHost, onAsk } from "../policy/sub-steps.ts";
import { stepOf, stepStatus } from "../select/step.ts";
import type { RunState, StepRecord } from "../state/run-state.ts";
import { subStepKey } from "../step-key.ts";
import { isEnded } from "../step-status.ts";
import type { Mood } from "./behaviour.ts";
import type { Random } from "./seeded-random.ts";
import { type SubStory, type SubTelling, subBehaviourOf, subEndOf, subStoryOf } from "./sub-story.ts";

type HostWork = Extract<Work, { do: "start" }>;

/** One process that runs a story. */
export interface StoryProcess {
  readonly state: RunState;
  readonly mood: Mood;
  readonly random: Random;
  readonly now: () => number;
  /** By busy key. */
  readonly underWay: Map<string, Work>;
  readonly onProblem: (problem: string) => void;
  /** Whether chance answers those who wait: then how a wait ends is no part of the mood. */
  readonly answersByChance: boolean;
  /** A sub-step that the log knows is asked for again. */
  readonly onReplay: () => void;
}

/** The steps with sub-steps of one drive, run by their stories: they ask stage by stage, and end when all have an answer. */
export class StoryHosts {
  /** What is asked for in this process and has not ended. */
  readonly asked = new Set<string>();
  private readonly process: StoryProcess;
  private readonly state: RunState;

  constructor(process: StoryProcess) {
    this.process = process;
    this.state = process.state;
  }

  isHost(work: Work): work is HostWork {
    const step = work.do === "start" ? this.state.steps.get(work.stepKey) : undefined;
    return step !== undefined && isHost(this.state, step);
  }

  /** Hosts that have not lately asked do so, as the log has it: again, what ended not at all. */
  askSome(take: (event: EventBody) => void): void {
    for (const work of [...this.process.underWay.values()]) {
      if (!this.isHost(work) || this.process.random() < 0.2 || !isWanted(this.state, work)) continue;
      const started = onStart(this.state, work, this.process.now());
      for (const telling of this.toAsk(work)) {
        if (started !== null && stepOf(this.state, work.stepKey)?.startedAt === null) take(started);
        this.ask(work, telling, take);
      }
    }
    for (const key of this.asked) if (this.isOver(key)) this.asked.delete(key);
  }

  private ask(work: HostWork, { name, ...telling }: SubTelling, take: (event: EventBody) => void): void {
    const stepKey = subStepKey(work.stepKey, name);
    if (stepOf(this.state, stepKey) === null) {
      const event = onAsk(this.state, { ...telling, stepKey, parentKey: work.stepKey }, this.process.now());
      if (event === null) return;
      take(event);
    } else this.process.onReplay();
    this.asked.add(stepKey);
  }

  /** The work of sub-steps that ended with their parent is left behind. */
  leaveEnded(): void {
    for (const [key, work] of this.process.underWay) {
      if (!("stepKey" in work) || !work.stepKey.includes("#")) continue;
      if (stepOf(this.state, work.stepKey) === null || this.isOver(work.stepKey)) this.process.underWay.delete(key);
    }
  }

  /** A step with sub-steps ends when it has all its answers; then they must be those of its story. */
  mayEnd(work: Work): boolean {
    if (!this.isHost(work)) return true;
    const story = this.storyOf(work);
    const last = story.stages.at(-1) ?? [];
    const isDone = (telling: SubTelling) => this.isOver(subStepKey(work.stepKey, telling.name));
    const before = story.stages.slice(0, -1).every((stage) => stage.every(isDone));
    const may = before && (story.hurries && last.length > 0 ? last.some(isDone) : last.every(isDone));
    if (may && isWanted(this.state, work)) this.compare(work, story);
    return may;
  }

  /** Nothing is under way but steps that wait for sub-steps, none of which is. */
  get isQuiet(): boolean {
    for (const work of this.process.underWay.values()) {
      if (!this.isHost(work) || this.mayEnd(work) || this.toAsk(work).length > 0) return false;
    }
    return true;
  }

  /** What the present stage still has to ask for in this process. */
  private toAsk(work: HostWork): readonly SubTelling[] {
    const keyOf = ({ name }: SubTelling): string => subStepKey(work.stepKey, name);
    const stage = this.storyOf(work).stages.find((members) => !members.every((one) => this.isOver(keyOf(one))));
    return (stage ?? []).filter((one) => !this.asked.has(keyOf(one)) && !this.isOver(keyOf(one)));
  }

  private compare(work: HostWork, { stages }: SubStory): void {
    const { plan, nodes } = this.state.index;
    for (const telling of stages.flat()) {
      const key = subStepKey(work.stepKey, telling.name);
      const record = stepOf(this.state, key);
      const node = nodes.get(telling.nodeId ?? work.nodeId)?.node;
      if (record === null || node === undefined || !this.isOver(key)) continue;
      const found = endOf(record);
      const behaviour = subBehaviourOf(plan, this.process.mood, { ...telling, key });
      if (behaviour.wait !== "none" && this.process.answersByChance) continue;
      const expected = subEndOf(behaviour, node.policy.retry);
      const isCut = found === "UNCERTAIN" && telling.effect === "once";
      if (found !== expected && !isCut) this.process.onProblem(`${key} came to ${found}, expected: ${expected}`);
    }
  }

  private storyOf(work: HostWork): SubStory {
    return subStoryOf(this.state.index.plan, this.process.mood, { key: work.stepKey, nodeId: work.nodeId });
  }

  private isOver(stepKey: string): boolean {
    return isEnded(stepStatus(this.state, stepKey));
  }
}

function endOf({ status, error }: StepRecord): string {
  return status === "failed" ? (error?.code ?? "failed") : status === "succeeded" ? "done" : status;
}
