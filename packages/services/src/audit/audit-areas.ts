/** What the audit log can be narrowed to, and the beginnings of the verbs of each. */
const areas = {
  people: ["member.", "invitation.", "person."],
  workflows: ["workflow.", "run.", "view.", "trigger.", "share.", "template.", "gallery.", "alert.", "comment."],
  keys: ["key.", "credential."],
  memory: ["memory.", "file."],
  models: ["model.", "tool.", "target."],
} as const;

export type AuditArea = keyof typeof areas;

export const auditAreas = ["people", "workflows", "keys", "memory", "models"] as const satisfies readonly AuditArea[];

export function isAuditArea(text: string): text is AuditArea {
  return Object.hasOwn(areas, text);
}

export function verbsOf(area: AuditArea): readonly string[] {
  return areas[area];
}
