import { type DeviationKind, verdictWords } from "@orrery/engine/baseline";
import { v7 as uuidv7 } from "uuid";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import type { AlertBody, AlertItem } from "./alert-body.ts";
import { isWorthTelling, type LastTold } from "./is-worth-telling.ts";
import type { LearnOptions, NodeNews } from "./learn-runs.ts";

interface Target {
  readonly id: string;
  readonly workspaceId: string;
  readonly kinds: readonly DeviationKind[];
  readonly quietMs: number;
}

/** Puts into the outbox what somebody is to be told: one alert a run and target for all that begins or goes on, and one for what is over. */
export async function queueAlerts(
  tx: SqlRunner,
  news: readonly NodeNews[],
  options: LearnOptions & { readonly nameOf: (runId: string, nodeId: string) => string },
): Promise<void> {
  const targets = await readTargets(tx, news);
  if (targets.length === 0) return;
  const now = Date.now();
  const told = await readTold(tx, targets, news);
  const runs = new Map(news.map(({ run }) => [run.runId, run]));
  const rows: { id: string; targetId: string; kind: string; subjects: readonly string[]; body: AlertBody }[] = [];
  for (const target of targets) {
    for (const run of runs.values()) {
      if (run.workspaceId !== target.workspaceId) continue;
      for (const kind of ["deviation", "usual"] as const) {
        const items = news.filter(
          (one) =>
            one.run.runId === run.runId &&
            target.kinds.includes(one.kind) &&
            (one.news === "ends") === (kind === "usual") &&
            isWorthTelling(
              { news: one.news, since: one.episode.since },
              told.get(`${target.id} ${subjectOf(one)}`) ?? null,
              { quietMs: target.quietMs, now },
            ),
        );
        if (items.length === 0) continue;
        const subjects = items.map(subjectOf);
        for (const subject of subjects) told.set(`${target.id} ${subject}`, { what: kind, at: now });
        const body: AlertBody = {
          type: `orrery.${kind}`,
          timestamp: new Date(run.endedAt).toISOString(),
          data: {
            workflow: { id: run.workflowId, name: await workflowName(tx, run.runId) },
            run: { id: run.runId, url: options.addressOf(run.runId) },
            items: items.map((one) => itemOf(one, options.nameOf(run.runId, one.nodeId))),
          },
        };
        rows.push({ id: uuidv7(), targetId: target.id, kind, subjects, body });
      }
    }
  }
  for (const { id, targetId, kind, subjects, body } of rows) {
    await tx.query({
      name: "queue-alert",
      text: "INSERT INTO alert_delivery (id, target_id, kind, subjects, body) VALUES ($1, $2, $3, $4, $5::text::json)",
      values: [id, targetId, kind, subjects, JSON.stringify(body)],
    });
  }
}

function subjectOf({ run, nodeId, kind }: NodeNews): string {
  return `${run.workflowId}/${nodeId}/${kind}`;
}

function itemOf({ nodeId, kind, episode, verdict }: NodeNews, name: string): AlertItem {
  const node = { id: nodeId, name };
  if (verdict !== null) return { node, kind, text: verdictWords(verdict), verdict };
  const runs = episode.runs === 1 ? "one run that was not" : `${episode.runs} runs that were not`;
  return { node, kind, text: `as usual again, after ${runs}` };
}

async function workflowName(tx: SqlRunner, runId: string): Promise<string> {
  const { rows } = await tx.query<{ name: string }>({
    name: "name-of-run",
    text: "SELECT name FROM run WHERE id = $1::uuid",
    values: [runId],
  });
  return rows[0]?.name ?? "";
}

async function readTargets(tx: SqlRunner, news: readonly NodeNews[]): Promise<readonly Target[]> {
  const { rows } = await tx.query<Target>({
    name: "alert-targets",
    text: `SELECT id, workspace_id AS "workspaceId", kinds, (quiet_minutes * 60000)::float8 AS "quietMs" FROM alert_target
      WHERE enabled AND workspace_id = ANY ($1::text[]) ORDER BY id FOR SHARE`,
    values: [[...new Set(news.map(({ run }) => run.workspaceId))]],
  });
  return rows;
}

/** What each target was told last of each thing, by both with a blank between. */
async function readTold(
  tx: SqlRunner,
  targets: readonly Target[],
  news: readonly NodeNews[],
): Promise<Map<string, LastTold>> {
  const { rows } = await tx.query<{ targetId: string; subject: string; what: LastTold["what"]; at: number }>({
    name: "alerts-told",
    text: `SELECT DISTINCT ON (target_id, subject) target_id AS "targetId", subject, kind AS what,
        (extract(epoch FROM created_at) * 1000)::float8 AS at
      FROM alert_delivery, unnest(subjects) AS subject
      WHERE target_id = ANY ($1::uuid[]) AND subject = ANY ($2::text[]) AND kind <> 'test'
      ORDER BY target_id, subject, created_at DESC, id DESC`,
    values: [targets.map(({ id }) => id), [...new Set(news.map(subjectOf))]],
  });
  return new Map(rows.map(({ targetId, subject, what, at }) => [`${targetId} ${subject}`, { what, at }]));
}
