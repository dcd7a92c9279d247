import {
  applyCommand,
  busyKey,
  decide,
  type EventBody,
  fold,
  indexPlan,
  initialState,
  isAnswered,
  isWanted,
  leftBy,
  mayBegin,
  nextWakeAt,
  onCollected,
  onFinished,
  onOutcome,
  onStart,
  pinEvents,
  type RunState,
  recover,
  runFigures,
  STATE_VERSION,
  stateFromJson,
  stateToJson,
  stepOf,
  type Work,
} from "@orrery/engine";
import { below, type Script, StoryHosts, storyScript } from "@orrery/engine/testing";
import type { ClaimedRun } from "../ports.ts";
import { checkState } from "./check-state.ts";
import { mayCrash, type SimWorld, storedRows } from "./sim-world.ts";
import { inOrder } from "./with-control.ts";

/** One process that drives the run of the simulation as the runner does: fold, decide, append, and only then perform. */
export class SimExecutor {
  readonly owner: string;
  readonly labels: ReadonlySet<string>;
  private readonly world: SimWorld;
  private drive: Drive | null = null;

  constructor(world: SimWorld, owner: string, labels: ReadonlySet<string>) {
    this.world = world;
    this.owner = owner;
    this.labels = labels;
    world.store.tables.alive.add(owner);
    world.store.tables.labels.set(owner, labels);
  }

  get isDriving(): boolean {
    return this.drive !== null;
  }

  /** When something is to be done although nothing happens, epoch ms. */
  get wakeAt(): number | null {
    return this.drive === null ? null : nextWakeAt(this.drive.state);
  }

  get hasWork(): boolean {
    return this.drive !== null && this.drive.underWay.size > 0;
  }

  /** Takes a job: claims the run, reads snapshot and tail, and writes what recovery asks for. */
  async take(): Promise<void> {
    const { store, runId } = this.world;
    if (this.drive !== null) return;
    const claimed = await store.leases.claim(runId, this.owner);
    if (claimed === null) return;
    const index = indexPlan(claimed.plan);
    const snapshot = await store.log.latestSnapshot(runId, STATE_VERSION);
    const state = stateFromJson(index, snapshot?.state) ?? initialState(index);
    fold(state, await store.log.read(runId, state.seq, 1_000_000));
    this.drive = new Drive(this.world, claimed, state, this.labels);
    await this.turn(recover(state, this.world.now));
  }

  /** Ends some work under way, then decides, appends and begins what follows. */
  async turn(first: readonly EventBody[] = []): Promise<void> {
    if (this.drive === null) return;
    const outcome = await this.drive.turn(first);
    if (outcome === "stale") this.drive = null;
    else if (outcome === "idle") await this.rest();
  }

  /** Nothing is under way: gives the run back, unless a command has come in. */
  private async rest(): Promise<void> {
    const { drive, world } = this;
    if (drive === null) return;
    const { epoch } = drive.claimed;
    const { needs } = drive;
    const then = needs === null ? { wakeAt: nextWakeAt(drive.state) } : { needs };
    const given = await world.store.leases.release(world.runId, this.owner, epoch, then);
    if (given === "called") return;
    if (given === "free" && needs !== null) world.moved += 1;
    this.drive = null;
  }
}

class Drive {
  readonly state: RunState;
  readonly claimed: ClaimedRun;
  readonly underWay = new Map<string, Work>();
  /** Labels that what comes next needs and this executor has not. */
  needs: readonly string[] | null = null;
  private readonly world: SimWorld;
  private readonly script: Script;
  private readonly hosts: StoryHosts;
  private readonly labels: ReadonlySet<string>;

  constructor(world: SimWorld, claimed: ClaimedRun, state: RunState, labels: ReadonlySet<string>) {
    this.world = world;
    this.claimed = claimed;
    this.state = state;
    this.labels = labels;
    this.hosts = new StoryHosts({
      state,
      mood: world.mood,
      random: world.random,
      now: () => world.now,
      underWay: this.underWay,
      onProblem: (problem) => world.problems.add(problem),
      answersByChance: false,
      onReplay: () => {
        world.replayed += 1;
      },
    });
    this.script = storyScript(inOrder(claimed.plan), world.mood, () => world.now);
  }

  async turn(first: readonly EventBody[]): Promise<"on" | "stale" | "idle"> {
    const { world, state } = this;
    const lastSeq = state.seq;
    const events: EventBody[] = [];
    const take = (event: EventBody): void => {
      events.push(event);
      const seq = state.seq + 1;
      fold(state, [{ ...event, v: 1, seq, epoch: this.claimed.epoch }]);
    };
    for (const event of first) take(event);
    for (let count = below(world.random, 3); count > 0; count -= 1) this.endSomeWork(take);
    this.hosts.leaveEnded();
    const handled = await this.answer(take);
    this.hosts.askSome(take);
    const next = this.decideAll(take);
    this.announce(take);
    if (events.length > 0) {
      mayCrash(world);
      const { runId } = world;
      const { output, ...figures } = runFigures(state);
      const row = { ...figures, outputValueId: output?.id ?? null };
      const { epoch } = this.claimed;
      const [outcome] = await world.log.append([{ runId, epoch, lastSeq, events, values: [], handled, row }]);
      if (outcome?.kind === "rejected") world.problems.add(`rejected: ${outcome.message}`);
      if (outcome?.kind !== "ok") return "stale";
      checkState(world, state);
      mayCrash(world);
      if (world.random() < 0.2) await world.log.saveSnapshot(runId, state.seq, STATE_VERSION, stateToJson(state));
    }
    for (const work of next) this.beginUnlessPaused(work);
    return events.length === 0 && this.hosts.isQuiet ? "idle" : "on";
  }

  private endSomeWork(take: (event: EventBody) => void): void {
    const work = [...this.underWay.values()][below(this.world.random, Math.max(1, this.underWay.size))];
    if (work === undefined || !this.hosts.mayEnd(work)) return;
    this.underWay.delete(busyKey(work));
    const event = this.eventOf(work);
    if (event === null) return;
    for (const left of leftBy(this.state, event)) take(left);
    take(event);
  }

  private eventOf(work: Work): EventBody | null {
    const { state, script, world } = this;
    const moment = { now: world.now, random: world.random() };
    if (work.do === "finish") return onFinished(state, script.finish?.(state) ?? null, world.now);
    if (work.do === "collect") {
      const outcome = script.collect?.(work, state) ?? { value: { id: "none", bytes: 0 } };
      return onCollected(state, { stepKey: work.stepKey, index: work.index, outcome }, world.now);
    }
    const { stepKey, attempt } = work;
    if (!isWanted(state, work)) return null;
    const output = work.do === "close" ? script.close?.(work, state) : undefined;
    const outcome =
      work.do === "close"
        ? ({ kind: "done", output: output ?? { id: "none", bytes: 0 } } as const)
        : script.outcome(work, state);
    return onOutcome(state, { stepKey, attempt, startedAt: world.now, outcome }, moment);
  }

  private async answer(take: (event: EventBody) => void): Promise<ReadonlyMap<string, number>> {
    const handled = new Map<string, number>();
    for (const command of await this.world.store.commands.pending(this.world.runId)) {
      if (isAnswered(this.state, command.id)) continue;
      const { now } = this.world;
      const event = applyCommand(this.state, command, now);
      take(event);
      const { seq } = this.state;
      if (event.type === "run.started" && command.kind === "start")
        for (const pinned of pinEvents(this.state, command.pins ?? [], now)) take(pinned);
      handled.set(command.id, seq);
    }
    return handled;
  }

  private decideAll(take: (event: EventBody) => void): Work[] {
    const { state, world } = this;
    const next = new Map<string, Work>();
    for (let again = true; again; ) {
      again = false;
      this.needs = null;
      const busy = new Set([...this.underWay.keys(), ...next.keys()]);
      for (const decision of decide(state, { now: world.now, busy, asked: this.hosts.asked, labels: this.labels })) {
        if (decision.do === "append") {
          take(decision.event);
          again = true;
        } else if (decision.do === "abort") {
          // Some work does not listen when it is told to stop.
          const listens = decision.hard || next.has(decision.busyKey) || world.random() < 0.7;
          if (!listens) continue;
          this.underWay.delete(decision.busyKey);
          next.delete(decision.busyKey);
          again = true;
        } else if (decision.do === "move") this.needs ??= decision.needs;
        else next.set(busyKey(decision), decision);
      }
    }
    for (const [key, work] of next) {
      // A pause may have come after it was decided.
      if (mayBegin(state, work)) this.prepare(work, take);
      else next.delete(key);
    }
    return [...next.values()];
  }

  private prepare(work: Work, take: (event: EventBody) => void): void {
    if (work.do !== "start" || !work.durableFirst) return;
    if (this.world.effectsFirst) this.record(work);
    const event = onStart(this.state, work, this.world.now);
    if (event !== null) take(event);
  }

  /** Writes the start of some pure steps that are still at it. */
  private announce(take: (event: EventBody) => void): void {
    for (const work of this.underWay.values()) {
      if (work.do !== "start" || this.world.random() < 0.5) continue;
      const event = onStart(this.state, work, this.world.now);
      if (event !== null) take(event);
    }
  }

  /** What a pause came before is decided again when the run goes on. */
  private beginUnlessPaused(work: Work): void {
    if (mayBegin(this.state, work)) this.begin(work);
  }

  private begin(work: Work): void {
    const runsOn = work.do === "finish" ? [] : (this.state.index.nodes.get(work.nodeId)?.node.policy.runsOn ?? []);
    if (!runsOn.every((label) => this.labels.has(label)))
      this.world.problems.add(`${busyKey(work)} begins where there is no ${runsOn.join(" and ")}`);
    if (work.do === "start" && !this.world.effectsFirst) this.record(work);
    this.underWay.set(busyKey(work), work);
  }

  private record(work: Extract<Work, { do: "start" }>): void {
    const sub = stepOf(this.state, work.stepKey)?.sub;
    const effect = this.hosts.isHost(work) ? "pure" : sub?.effect;
    this.world.effects.record(work, storedRows(this.world), effect);
  }
}
