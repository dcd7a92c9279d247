import { fold, indexPlan, initialState, type PinnedOutput, type RunState, type Wait, waits } from "@orrery/engine";
import {
  below,
  checkLog,
  type Mood,
  pick,
  type Random,
  randomPlan,
  seededRandom,
  subBehaviourOf,
  withSubSteps,
} from "@orrery/engine/testing";
import { createMemoryWorld } from "../memory/index.ts";
import { compareWithInterpreter } from "./compare-with-interpreter.ts";
import { EffectLedger } from "./effect-ledger.ts";
import { fullPlan } from "./full-plan.ts";
import { unfencedLog } from "./planted-bugs.ts";
import { SimExecutor } from "./sim-executor.ts";
import { Crash, type SimWorld, storedRows } from "./sim-world.ts";
import { withControl } from "./with-control.ts";
import { labelsOf, withPlacement } from "./with-placement.ts";

export interface SimulationReport {
  /** What went wrong, in words; empty where all invariants held. */
  readonly problems: readonly string[];
  readonly events: number;
  readonly crashes: number;
  /** How often a process could have died: before and after each journal write. */
  readonly chances: number;
  /** How often an executor wrote after its run had been taken over, and was refused. */
  readonly stale: number;
  /** How often the run stood still, how many steps were undone, and how many were decided by a person after a crash. */
  readonly pauses: number;
  readonly undone: number;
  /** How many were left as they are because a cancel stopped the undoing. */
  readonly notUndone: number;
  readonly settled: number;
  /** How many sub-steps were asked for, and how often a step with sub-steps was run again from its beginning. */
  readonly asked: number;
  readonly replayed: number;
  /** How often the run went on where its next steps may be done. */
  readonly moved: number;
}

const runId = "run";
const maxMoves = 20_000;
/** Retries and waits of the stories are shorter, ms; expiries of what somebody answers and the wall budget are longer. */
const longestPause = 60_000;

/**
 * One run, lived through by several executors on one store in memory. The seed decides everything: plan, behaviour of the
 * steps, order of events, crashes before and after journal writes, jobs and commands delivered twice, executors that are
 * taken for dead and go on, steps with sub-steps that are run again, pauses, single steps, breakpoints, cancels. The same seed tells the same story. With `bug` one of two known bugs is planted; with `crashAt` one process dies, at that chance.
 */
export async function simulate(
  seed: number,
  options: { readonly bug?: "no fencing" | "effect before journal"; readonly crashAt?: number } = {},
): Promise<SimulationReport> {
  const story = new Simulation(seed, options.bug ?? null, options.crashAt ?? null);
  return story.tell();
}

class Simulation {
  private readonly world: SimWorld;
  private readonly executors: SimExecutor[] = [];
  private readonly placing: Random;
  private readonly pinning: Random;
  private readonly crashBudget: number;
  private born = 0;
  private cancels: boolean;
  /** How often somebody still cancels while the run is undoing what it did. */
  private stops: number;
  private stale = 0;

  constructor(seed: number, bug: "no fencing" | "effect before journal" | null, crashAt: number | null) {
    const random = seededRandom(seed);
    const shape = withControl(randomPlan(random, 2 + below(random, 28)), random);
    const tight = random() < 0.1;
    const budget = { ...shape.budget, maxSteps: tight ? 1 + below(random, 12) : shape.budget.maxSteps };
    // Chances of its own, so that stories without labels stay as they were.
    this.placing = seededRandom(seed ^ 0x5eed);
    this.pinning = seededRandom(seed ^ 0x9147);
    const isPlaced = this.placing() < 0.5;
    const limited = { ...shape, budget };
    const asking = seededRandom(seed ^ 0xa5c);
    const shaped = asking() < 0.5 ? withSubSteps(limited, asking) : limited;
    const plan = fullPlan(isPlaced ? withPlacement(shaped, this.placing) : shaped);
    const mood: Mood = { seed, errors: pick(random, [0, 0, 0, 0.03, 0.15]), waits: pick(random, [0, 0.1, 0.4]) };
    const store = createMemoryWorld();
    store.createRun({ runId, workspaceId: "default", plan });
    this.cancels = random() < 0.2;
    this.stops = seed % 3;
    this.crashBudget = below(random, 12);
    this.world = {
      store,
      log: bug === "no fencing" ? unfencedLog(store) : store.log,
      runId,
      mood,
      random,
      effects: new EffectLedger(plan),
      problems: new Set(),
      crashesLeft: this.crashBudget,
      crashAt,
      chances: 0,
      crashRate: pick(random, [0.01, 0.03, 0.1]),
      effectsFirst: bug === "effect before journal",
      moved: 0,
      replayed: 0,
      now: 1_000,
    };
    for (let count = 1 + below(random, 4); count > 0; count -= 1) this.seat(this.executors.length);
  }

  async tell(): Promise<SimulationReport> {
    const { world } = this;
    const { plan } = this.run;
    const input = { id: "input", bytes: 2 };
    const breakpoints = world.random() < 0.2 ? plan.nodes.slice(0, 2).map((node) => node.id) : [];
    const start = {
      id: "start",
      kind: "start",
      by: "sim",
      input,
      planHash: plan.hash,
      entry: null,
      breakpoints,
      pins: this.pins(),
    } as const;
    await world.store.submit(runId, start);
    let moves = 0;
    while (moves < maxMoves && !this.isOver()) {
      moves += 1;
      await this.move();
    }
    if (!this.isOver()) world.problems.add("the run does not come to an end");
    const rows = storedRows(world);
    for (const problem of [...checkLog(plan, rows), ...world.effects.problems]) world.problems.add(problem);
    for (const problem of compareWithInterpreter(plan, world.mood, this.stored())) world.problems.add(problem);
    return {
      problems: [...world.problems],
      events: rows.length,
      crashes: this.crashBudget - world.crashesLeft,
      chances: world.chances,
      stale: this.stale,
      moved: world.moved,
      asked: rows.filter((row) => row.type === "step.asked").length,
      replayed: world.replayed,
      pauses: rows.filter((row) => row.type === "run.paused").length,
      undone: rows.reduce((sum, row) => sum + (row.type === "run.failed" ? (row.undone ?? 0) : 0), 0),
      notUndone: rows.reduce((sum, row) => sum + (row.type === "run.failed" ? (row.notUndone ?? 0) : 0), 0),
      settled: [...this.run.inbox.values()].filter(({ command }) => command.kind === "settle").length,
    };
  }

  /** Chances of its own, so that stories without pins stay as they were. */
  private pins(): readonly PinnedOutput[] {
    if (this.pinning() < 0.7) return [];
    const steps = this.run.plan.nodes.filter(({ role }) => role === "step" && this.pinning() < 0.2);
    return steps.map(({ id, handles }) => {
      const handle = this.pinning() < 0.5 ? { handle: handles[below(this.pinning, handles.length)] ?? "out" } : {};
      return { nodeId: id, output: { id: `pin-${id}`, bytes: 2 }, ...handle };
    });
  }

  private get run() {
    const run = this.world.store.tables.runs.get(runId);
    if (run === undefined) throw new Error("The simulation's run is gone.");
    return run;
  }

  /** The run has ended, every command has its answer, and nobody drives on. */
  private isOver(): boolean {
    const answered = [...this.run.inbox.values()].every((entry) => entry.handledSeq !== null);
    return this.run.row.endedAt !== null && answered && this.executors.every((executor) => !executor.isDriving);
  }

  private async move(): Promise<void> {
    const { world } = this;
    const roll = world.random();
    const executor = this.executors[below(world.random, this.executors.length)];
    if (executor === undefined) return;
    if (roll < 0.55) await this.act(executor);
    else if (roll < 0.63) this.letTimePass();
    else if (roll < 0.71) await this.answerSomebody();
    else if (roll < 0.79) this.takeForDead(executor);
    else if (roll < 0.82) world.store.tables.alive.add(executor.owner);
    else if (roll < 0.825 && this.cancels) {
      this.cancels = false;
      await world.store.submit(runId, { id: `cancel-${this.run.inbox.size}`, kind: "cancel", by: "sim" });
    } else if (roll < 0.85 && this.stops > 0 && storedRows(world).some((row) => row.type === "run.failing")) {
      this.stops -= 1;
      await world.store.submit(runId, { id: `stop-${this.run.inbox.size}`, kind: "cancel", by: "sim" });
    } else if (roll < 0.86) await this.pauseOrResume();
    else this.findTheDead();
  }

  private async act(executor: SimExecutor): Promise<void> {
    const { tables } = this.world.store;
    const wasDriving = executor.isDriving;
    try {
      if (wasDriving) await executor.turn();
      else {
        const place = tables.jobs.findIndex((job) => (job.at ?? 0) <= this.world.now);
        if (place < 0) return;
        // Now and then a job is delivered twice.
        if (this.world.random() < 0.8) tables.jobs.splice(place, 1);
        await executor.take();
      }
      const lost = wasDriving && !executor.isDriving && this.run.owner !== null && this.run.owner !== executor.owner;
      if (lost) this.stale += 1;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.bury(executor);
    }
  }

  /** A new process at a seat, in place of the one that died there; the same place has the same labels. */
  private seat(seat: number): void {
    this.born += 1;
    const labels = this.executors[seat]?.labels ?? labelsOf(seat, this.placing);
    this.executors[seat] = new SimExecutor(this.world, `executor-${this.born}`, labels);
  }

  private bury(executor: SimExecutor): void {
    this.world.store.tables.alive.delete(executor.owner);
    this.seat(this.executors.indexOf(executor));
  }

  /** Its heartbeat is missed although it lives: it will go on after others have taken its run. */
  private takeForDead(executor: SimExecutor): void {
    if (this.executors.length > 1) this.world.store.tables.alive.delete(executor.owner);
  }

  /** Whoever sees that a run's owner is dead asks for the run again, and for one that needs labels, whoever has them. */
  private findTheDead(): void {
    const { tables } = this.world.store;
    const { owner, needs } = this.run;
    const isLeft = owner === null ? needs.length > 0 : !tables.alive.has(owner);
    if (isLeft) tables.jobs.push({ runId, at: null });
  }

  private letTimePass(): void {
    const { world } = this;
    const times = [
      ...world.store.tables.jobs.map((job) => job.at ?? world.now),
      ...this.executors.map((executor) => executor.wakeAt ?? Number.POSITIVE_INFINITY),
    ].filter((at) => at > world.now && at < world.now + longestPause);
    world.now = times.length === 0 ? world.now + 1 : Math.min(...times);
  }

  /** Answers one of the waits whose story has an answer, sometimes twice over. */
  private async answerSomebody(): Promise<void> {
    const { world } = this;
    const state = this.stored();
    const uncertain = waits(state).find((wait) => wait.what === "uncertain");
    if (uncertain !== undefined) return this.settle(uncertain);
    const open = waits(state).filter((wait) => {
      const node = state.index.nodes.get(wait.nodeId)?.node;
      const sub = state.steps.get(wait.stepKey)?.sub ?? null;
      const told = { kind: sub?.kind ?? "tool", nodeId: wait.nodeId, key: wait.stepKey };
      return node !== undefined && subBehaviourOf(state.index.plan, world.mood, told).wait === "person";
    });
    const wait = open[below(world.random, Math.max(1, open.length))];
    if (wait === undefined) return;
    const id = `answer-${wait.stepKey}-${wait.attempt}-${below(world.random, 2)}`;
    const answer = { id: "answer", bytes: 2 };
    await world.store.submit(runId, { id, kind: "answer", by: "sim", stepKey: wait.stepKey, answer });
  }

  private async settle({ stepKey, attempt }: Wait): Promise<void> {
    const choice = this.world.random() < 0.7 ? "retry" : "fail";
    const id = `settle-${stepKey}-${attempt}-${choice}`;
    await this.world.store.submit(runId, { id, kind: "settle", by: "sim", stepKey, choice });
  }

  /** Mostly lets a run go on that stands still; seldom stops one. */
  private async pauseOrResume(): Promise<void> {
    const { world } = this;
    const id = `control-${this.run.inbox.size}`;
    if (this.run.row.status === "paused") {
      const mode = world.random() < 0.5 ? "step" : "run";
      await world.store.submit(runId, { id, kind: "resume", by: "sim", mode });
    } else if (world.random() < 0.15) await world.store.submit(runId, { id, kind: "pause", by: "sim" });
  }

  private stored(): RunState {
    const state = initialState(indexPlan(this.run.plan));
    fold(state, storedRows(this.world));
    return state;
  }
}
