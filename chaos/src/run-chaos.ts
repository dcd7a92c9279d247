import { setTimeout as sleep } from "node:timers/promises";
import { describeMachine, judge, measureCommits, type Report } from "@orrery/bench";
import { seededRandom } from "@orrery/engine/testing";
import { planGraphs } from "./graphs/plan-graphs.ts";
import { referenceGraphs } from "./graphs/reference-graphs.ts";
import { type Crew, startCrew } from "./load/crew.ts";
import { openLoad } from "./load/load.ts";
import { createStudioClient } from "./load/studio-client.ts";
import { studioShelf } from "./load/studio-shelf.ts";
import { openStage, type Stage } from "./stage/stage.ts";
import type { Undo } from "./stage/undo.ts";
import { type Disturbance, timeline } from "./timeline.ts";
import { figuresOf, measures, reachVerdict, type Verdict } from "./verdict/verdict.ts";

const seats = 3;
const crews = 10;
const runsOfCrew = 20;

export interface ChaosResult {
  readonly report: Report;
  readonly verdict: Verdict;
  /** What went wrong beside the runs: refusals, processes that ended by themselves. */
  readonly troubles: readonly string[];
}

/** Opens the stage, lets work and disturbance loose on it for so long, waits until all has settled, and judges. */
export async function runChaos(
  undo: Undo,
  options: {
    readonly seconds: number;
    readonly seed: number;
    /** A fault to be made on purpose in every executor; null: none. */
    readonly plant: string | null;
    readonly say: (line: string) => void;
  },
): Promise<ChaosResult> {
  const { seconds, seed, plant, say } = options;
  // Each has a chance of its own: what one of them draws does not depend on what the others do.
  const chance = (salt: number) => seededRandom(seed * 1_000 + salt);
  const stage = await openStage(undo, { seats, random: chance(1), plant });
  const { postgresVersion, ...commits } = await measureCommits(stage.postgres.url);
  const machine = describeMachine(postgresVersion);
  const client = createStudioClient(stage.studioUrl);
  const graphs = await planGraphs(referenceGraphs, stage.ledger.address, studioShelf(client));
  const begun = Date.now();
  const tell = (words: string): void => say(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${words}`);
  const load = openLoad({
    client,
    graphs,
    until: begun + seconds * 1_000,
  });
  const all = Array.from({ length: crews }, (_, i) =>
    startCrew({ load, client, size: runsOfCrew, random: chance(100 + i) }),
  );

  const story = timeline(chance(2), { seconds, seats });
  const counts = await disturb(story, { stage, crews: all, begun, random: chance(3), tell });
  tell("no more disturbance; waiting until everything has settled");
  await Promise.all(all.map((crew) => crew.done));
  tell("every run has settled, or nothing is to be hoped for");
  await load.settled();
  tell("settled; looking at every log");

  const verdict = await reachVerdict(stage, graphs, load.runs);
  const values: Readonly<Record<string, number>> = {
    ...figuresOf(verdict),
    ...counts,
    streams_resumed: all.reduce((sum, crew) => sum + crew.resumed(), 0),
    requests: stage.ledger.requests(),
    crashes: stage.crashes.length,
  };
  // What did not happen cannot be measured: a recovery after a stop, for one.
  const results = measures
    .map((measure) => judge(measure, values[measure.name] ?? Number.NaN))
    .filter(({ value, target }) => target !== null || !Number.isNaN(value));
  return {
    report: { machine, ...commits, results },
    verdict,
    troubles: [...stage.crashes, ...stage.fleet.complaints(), ...load.problems],
  };
}

interface Scene {
  readonly stage: Stage;
  readonly crews: readonly Crew[];
  readonly begun: number;
  readonly random: () => number;
  readonly tell: (words: string) => void;
}

/** Lets everything go wrong at its time. Resolves with how often when the last of it is over; rejects where it could not be done. */
async function disturb(story: readonly Disturbance[], scene: Scene): Promise<Readonly<Record<string, number>>> {
  const counts = { kills: 0, stops: 0, postgres_restarts: 0 };
  const underWay: Promise<unknown>[] = [];
  for (const one of story) {
    await sleep(Math.max(0, scene.begun + one.at - Date.now()));
    if (one.do !== "drop-streams") scene.tell(inWords(one));
    if (one.do === "kill-executor" || one.do === "kill-studio") counts.kills += 1;
    if (one.do === "stop-executor") counts.stops += 1;
    if (one.do === "restart-postgres") counts.postgres_restarts += 1;
    const done = perform(one, scene);
    done.catch(() => undefined);
    underWay.push(done);
  }
  await Promise.all(underWay);
  return counts;
}

async function perform(one: Disturbance, { stage, crews: all, random }: Scene): Promise<unknown> {
  switch (one.do) {
    case "kill-executor":
      return stage.fleet.kill(one.seat, one.backAfterMs);
    case "stop-executor":
      return stage.fleet.stop(one.seat, one.forMs);
    case "restart-postgres":
      return stage.postgres.restart(one.awayMs);
    case "kill-studio":
      return stage.studio.kill(one.backAfterMs);
    case "drop-streams":
      for (const crew of all) if (random() < one.share) crew.drop();
  }
}

function inWords(one: Disturbance): string {
  switch (one.do) {
    case "kill-executor":
      return `executor ${one.seat} is killed`;
    case "stop-executor":
      return `executor ${one.seat} is stopped for ${(one.forMs / 1000).toFixed(1)} s`;
    case "restart-postgres":
      return "Postgres falls over and is started again";
    case "kill-studio":
      return "the studio is killed";
    case "drop-streams":
      return `${one.share * 100} % of the streams break off`;
  }
}
