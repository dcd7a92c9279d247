import type { EventBody, PinnedOutput, RunCommand, RunEvent } from "../events.ts";
import type { HistoryLine } from "../history/history-line.ts";
import type { PlanNodeShape, PlanShape } from "../plan-index.ts";
import type { CallRequest, ReserveAnswer } from "../policy/reserve.ts";
import { recover } from "../recover.ts";
import { waits } from "../select/step.ts";
import type { Mood } from "./behaviour.ts";
import { randomPlan } from "./random-plan.ts";
import { anyValue, ReferenceShell } from "./reference-shell.ts";
import { below, pick, type Random, seededRandom } from "./seeded-random.ts";
import { StoryHosts } from "./story-hosts.ts";
import { beginFork } from "./story-of-fork.ts";
import { storyScript } from "./story-script.ts";
import { callModel, twistedPlan, twistedScript } from "./story-twist.ts";
import { withSubSteps } from "./sub-story.ts";

/** What befalls a recorded run beside what its steps do. */
export const STORY_KINDS = [
  "plain",
  "failures",
  "waits",
  "cancel",
  "pause",
  "breakpoints",
  "crash",
  "undo",
  "budget",
  "cached",
  "child",
  "dollars",
  "fork",
  "placement",
  "signal",
  "asking",
  "pins",
] as const;
type StoryKind = (typeof STORY_KINDS)[number];

const MOODS: { readonly [kind in StoryKind]: Omit<Mood, "seed"> } = {
  plain: { errors: 0, waits: 0 },
  failures: { errors: 0.2, waits: 0 },
  waits: { errors: 0.02, waits: 0.5 },
  cancel: { errors: 0.02, waits: 0.2 },
  pause: { errors: 0.02, waits: 0.1 },
  breakpoints: { errors: 0, waits: 0.1 },
  crash: { errors: 0.05, waits: 0.2 },
  undo: { errors: 0.3, waits: 0 },
  budget: { errors: 0, waits: 0 },
  cached: { errors: 0.02, waits: 0.1 },
  child: { errors: 0, waits: 0.5 },
  dollars: { errors: 0, waits: 0 },
  fork: { errors: 0.05, waits: 0.1 },
  placement: { errors: 0.02, waits: 0.1 },
  signal: { errors: 0.02, waits: 0.5 },
  asking: { errors: 0.05, waits: 0.2 },
  pins: { errors: 0.05, waits: 0.1 },
};

const UNCERTAIN_POLICIES = ["ask", "retry", "fail"] as const;

const longest = 600;

/** Plays a story on the engine as it is and writes down its plan, its log, and what the engine was asked and said. */
export function recordStory(kind: StoryKind, seed: number): readonly HistoryLine[] {
  const random = seededRandom(seed);
  const plan = planFor(kind, randomPlan(random, 8 + below(random, 14), "near"), random);
  const newShell = (): ReferenceShell => {
    const shell: ReferenceShell = new ReferenceShell(
      plan,
      twistedScript(
        kind,
        storyScript(plan, { seed, ...MOODS[kind] }, () => shell.now),
        random,
      ),
    );
    return shell;
  };
  const shell = newShell();
  const lines: HistoryLine[] = [{ plan, about: `${kind}, seed ${seed}` }];
  let written = 0;
  const catchUp = (): void => {
    for (const event of shell.log.slice(written)) lines.push({ event });
    written = shell.log.length;
  };
  const command = (given: RunCommand): void => {
    catchUp();
    lines.push({ now: shell.now, command: given, gave: shell.command(given) });
  };
  let wanted: readonly string[] | null = null;
  shell.onDecided = ({ now, busy, asked: wishes, labels }, decided) => {
    catchUp();
    lines.push({
      now,
      busy: [...busy],
      ...(wishes && { asked: [...wishes] }),
      ...(labels !== undefined && { labels: [...labels] }),
      decided,
    });
    wanted = decided.flatMap((decision) => (decision.do === "move" ? [decision.needs] : []))[0] ?? null;
  };
  if (kind === "asking") shell.hosts = hostsOf(shell, { seed, ...MOODS[kind] }, random);
  const asked: Telling["asked"] = (call, room) => {
    catchUp();
    lines.push({ now: shell.now, call, room });
  };
  const breakpoints = kind === "breakpoints" ? plan.nodes.filter(() => random() < 0.3).map(({ id }) => id) : [];
  const entry = plan.nodes.find(({ role }) => role === "entry")?.id ?? null;
  if (kind === "fork") {
    lines.push(beginFork(shell, toldBefore(newShell(), random, entry), random));
  } else {
    const pins = kind === "pins" ? { pins: pinsOf(plan, random) } : {};
    const start = { id: "start", kind: "start", by: "test", input: anyValue, planHash: plan.hash, entry } as const;
    command({ ...start, breakpoints, ...pins });
  }
  if (kind === "placement") shell.labels = new Set();
  const telling = { shell, random, command, asked, calls: kind === "dollars" };
  for (let turn = 1; turn < longest && goOn({ ...telling, wanted }); turn += 1) {
    if ((kind === "crash" || kind === "asking") && random() < 0.15) {
      catchUp();
      lines.push({ now: shell.now, recovered: crash(shell) });
    }
    if (kind === "pause" && random() < 0.2) command({ id: `pause-${turn}`, kind: "pause", by: "test" });
    if (kind === "cancel" && random() < 0.06) command({ id: `cancel-${turn}`, kind: "cancel", by: "test" });
    if (kind === "cancel" && random() < 0.5) for (const key of shell.work.keys()) shell.deaf.add(key);
  }
  catchUp();
  return lines;
}

function pinsOf(plan: PlanShape, random: Random): readonly PinnedOutput[] {
  const steps = plan.nodes.filter(({ role }) => role === "step" && random() < 0.3);
  return steps.map(({ id, handles }) => {
    const output = { id: `pin-${id}`, bytes: 2 };
    return { nodeId: id, output, ...(random() < 0.5 && { handle: handles[below(random, handles.length)] ?? "out" }) };
  });
}

/** A run of the plan that has come some way. */
function toldBefore(shell: ReferenceShell, random: Random, entry: string | null): ReferenceShell {
  shell.start(entry);
  const command = (given: RunCommand): void => void shell.command(given);
  const telling = { shell, random, command, asked: () => undefined, calls: false, wanted: null };
  for (let turns = 5 + below(random, 60); turns > 0 && goOn(telling); turns -= 1);
  return shell;
}

interface Telling {
  readonly shell: ReferenceShell;
  readonly random: Random;
  readonly command: (command: RunCommand) => void;
  /** Whether steps ask for room for model calls, and who hears of it. */
  readonly calls: boolean;
  readonly asked: (call: CallRequest, answer: ReserveAnswer) => void;
  /** Labels that an executor needs for what comes next. */
  readonly wanted: readonly string[] | null;
}

/** Lets one thing happen: some work ends, somebody answers or lets the run go on, or time passes. False when all is over. */
function goOn({ shell, random, command, ...told }: Telling): boolean {
  shell.tick();
  const { state } = shell;
  const seq = shell.log.length;
  const choices: (() => void)[] = shell.endable.map((key) => () => {
    const instead = told.calls ? callModel(shell, key, { random, asked: told.asked }) : null;
    if (instead !== "later") shell.end(key, random(), instead);
  });
  const { wanted } = told;
  if (wanted !== null)
    choices.push(() => {
      shell.labels = new Set(wanted);
    });
  for (const { stepKey, for: who, what } of waits(state)) {
    const id = `answer-${seq}`;
    const given = { id, by: "test", stepKey };
    if (who === "signal") choices.push(() => command({ ...given, kind: "signal", answer: anyValue }));
    if (who === "run") choices.push(() => command({ ...given, ...endOfChild(stepKey, random) }));
    if (who !== "person") continue;
    if (what === "uncertain")
      choices.push(() => command({ ...given, kind: "settle", choice: pick(random, ["retry", "fail"]) }));
    else choices.push(() => command({ ...given, kind: "answer", answer: anyValue }));
  }
  const wakeAt = state.timers.nextAt;
  if (wakeAt !== null)
    choices.push(() => {
      shell.now = Math.max(shell.now, wakeAt);
    });
  const { pause } = state.control;
  if (pause !== null) {
    const mode = random() < 0.5 ? "run" : "step";
    const more =
      pause.limit === "maxUsd" ? { maxUsd: state.control.spent.usd + 3 } : { maxSteps: state.stepsStarted + 5 };
    const raise = pause.cause === "budget" ? { raise: more } : {};
    choices.push(() => command({ id: `resume-${seq}`, kind: "resume", by: "test", mode, ...raise }));
  }
  const choice = choices[below(random, choices.length)];
  choice?.();
  return choice !== undefined;
}

function endOfChild(
  stepKey: string,
  random: Random,
): Pick<Extract<RunCommand, { kind: "child" }>, "kind" | "childRunId" | "end"> {
  const error = { code: "RUN_FAILED", class: "permanent" } as const;
  const end =
    random() < 0.8 ? ({ status: "succeeded", output: anyValue } as const) : ({ status: "failed", error } as const);
  return { kind: "child", childRunId: `run of ${stepKey}`, end };
}

/** The executor dies, and another takes over: what was under way is lost. */
function crash(shell: ReferenceShell): readonly EventBody[] {
  shell.work.clear();
  shell.hosts?.asked.clear();
  const recovered = recover(shell.state, shell.now);
  for (const event of recovered) shell.append(event);
  return recovered;
}

function hostsOf(shell: ReferenceShell, mood: Mood, random: Random): StoryHosts {
  const { state, work: underWay } = shell;
  const onProblem = (problem: string): never => {
    throw new Error(problem);
  };
  return new StoryHosts({
    state,
    mood,
    random,
    now: () => shell.now,
    underWay,
    onProblem,
    answersByChance: true,
    onReplay: () => undefined,
  });
}

function planFor(kind: StoryKind, plan: PlanShape, random: Random): PlanShape {
  if (kind === "budget") {
    const budget = { ...plan.budget, maxSteps: 2 + below(random, 8) };
    return random() < 0.5 ? { ...plan, budget } : { ...plan, budget, onBudget: "pause" };
  }
  if (kind === "crash") {
    const asking = plan.nodes.map((node) =>
      random() < 0.7 && node.container === null && node.role === "step"
        ? {
            ...node,
            effect: "once" as const,
            policy: { ...node.policy, onUncertain: pick(random, UNCERTAIN_POLICIES) },
          }
        : node,
    );
    return { ...plan, nodes: asking };
  }
  if (kind === "asking") return withSubSteps(plan, random);
  return kind === "undo" ? withUndo(plan, random) : twistedPlan(kind, plan, random);
}

function withUndo(plan: PlanShape, random: Random): PlanShape {
  const added: PlanNodeShape[] = [];
  const nodes = plan.nodes.map((node): PlanNodeShape => {
    if (node.role !== "step" || node.container !== null || random() < 0.4) return node;
    const undo = `undo_${node.id}`;
    const policy = { ...node.policy, onError: "fail" } as const;
    added.push({ ...node, id: undo, role: "undo", policy, join: "all", handles: ["out"] });
    return { ...node, policy: { ...node.policy, undo } };
  });
  return { ...plan, nodes: [...nodes, ...added] };
}

/** The types of the rows that a record holds: what a corpus has seen. */
export function typesIn(lines: readonly HistoryLine[]): ReadonlySet<RunEvent["type"]> {
  return new Set(lines.flatMap((line) => ("event" in line ? [line.event.type] : [])));
}
