import type { PrismaClient } from "@orrery/db";

interface Line {
  readonly id: string;
  readonly verb: string;
  readonly subject: string;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What people call the things that were acted on, by line, where they are still there. */
export async function nameSubjects(
  db: PrismaClient,
  workspaceId: string,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, string>> {
  const of = (area: string): readonly Line[] => lines.filter((line) => line.verb.startsWith(`${area}.`));
  const ids = (area: string): string[] => [...new Set(of(area).map(idOf))].filter((id) => uuid.test(id));
  const pick = { id: true, name: true } as const;
  const [workflows, triggers, keys, credentials, people, memories, documents] = await Promise.all([
    db.workflow.findMany({ where: { workspaceId, id: { in: ids("workflow") } }, select: pick }),
    db.trigger.findMany({
      where: { workspaceId, id: { in: ids("trigger") } },
      select: { id: true, nodeId: true, workflow: { select: { name: true } } },
    }),
    db.apiKey.findMany({ where: { workspaceId, id: { in: ids("key") } }, select: pick }),
    db.credential.findMany({
      where: { workspaceId, id: { in: ids("credential") } },
      select: { id: true, handle: true },
    }),
    db.user.findMany({
      where: { id: { in: [...of("person"), ...of("member")].map(idOf) }, members: { some: { workspaceId } } },
      select: pick,
    }),
    db.memoryNamespace.findMany({ where: { workspaceId, id: { in: ids("memory") } }, select: pick }),
    db.memoryDocument.findMany({ where: { workspaceId, id: { in: ids("memory") } }, select: pick }),
  ]);
  const names = new Map<string, string>([
    ...[...workflows, ...keys, ...people, ...memories, ...documents].map(({ id, name }) => [id, name] as const),
    ...triggers.map(({ id, nodeId, workflow }) => [id, `${nodeId} of ${workflow.name}`] as const),
    ...credentials.map(({ id, handle }) => [id, handle] as const),
  ]);
  return new Map(
    lines.flatMap((line) => {
      const name = names.get(idOf(line));
      return name === undefined ? [] : [[line.id, name] as const];
    }),
  );
}

/** The thing itself: a version is named as `<workflow>@<number>`. */
function idOf({ subject }: Line): string {
  return subject.split("@")[0] ?? subject;
}
