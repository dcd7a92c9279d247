/** What a member of a workspace is, the mightiest first. */
export const roles = ["owner", "editor", "runner", "viewer"] as const;
export type Role = (typeof roles)[number];

/** What an API key is for. */
export const keyScopes = ["read", "run", "edit", "admin"] as const;
export type KeyScope = (typeof keyScopes)[number];

interface Row {
  readonly roles: readonly Role[];
  /** Keys with one of these scopes may, as long as the role of who made the key may. */
  readonly scopes: readonly KeyScope[];
}

const everybody = ["owner", "editor", "runner", "viewer"] as const;
const runners = ["owner", "editor", "runner"] as const;
const editors = ["owner", "editor"] as const;
const owner = ["owner"] as const;

/** Who may do what: the one table, which every verb asks by `requirePermission`. Keys are never let near people and keys. */
const table = {
  "workflow.read": { roles: everybody, scopes: ["read", "edit"] },
  "workflow.write": { roles: editors, scopes: ["edit"] },
  "comment.write": { roles: runners, scopes: ["edit"] },
  "run.read": { roles: everybody, scopes: ["read", "run", "edit"] },
  "run.start": { roles: runners, scopes: ["run"] },
  "run.control": { roles: runners, scopes: ["run"] },
  "model.read": { roles: editors, scopes: ["edit", "admin"] },
  "model.manage": { roles: owner, scopes: ["admin"] },
  "credential.read": { roles: editors, scopes: ["edit", "admin"] },
  "credential.manage": { roles: owner, scopes: ["admin"] },
  "tool.read": { roles: editors, scopes: ["edit", "admin"] },
  "tool.manage": { roles: owner, scopes: ["admin"] },
  "file.read": { roles: everybody, scopes: ["read", "run", "edit"] },
  "file.write": { roles: editors, scopes: ["edit"] },
  "memory.read": { roles: everybody, scopes: ["read", "edit"] },
  "memory.write": { roles: editors, scopes: ["edit"] },
  "share.read": { roles: editors, scopes: ["edit"] },
  "share.manage": { roles: editors, scopes: ["edit"] },
  "alert.read": { roles: editors, scopes: ["edit"] },
  "alert.manage": { roles: editors, scopes: ["edit"] },
  "view.manage": { roles: editors, scopes: ["edit"] },
  "template.read": { roles: everybody, scopes: ["read", "edit"] },
  "template.write": { roles: editors, scopes: ["edit"] },
  "target.manage": { roles: owner, scopes: ["admin"] },
  "member.read": { roles: everybody, scopes: ["admin"] },
  "member.manage": { roles: owner, scopes: [] },
  "audit.read": { roles: editors, scopes: ["admin"] },
  "key.own": { roles: runners, scopes: [] },
  "key.manage": { roles: owner, scopes: [] },
} as const satisfies Readonly<Record<string, Row>>;

export type Permission = keyof typeof table;

/** Whether a member of this role may. */
export function roleMay(role: Role, permission: Permission): boolean {
  const row: Row = table[permission];
  return row.roles.includes(role);
}

/** Whether a key with these scopes may, apart from who made it. */
export function scopesMay(scopes: readonly KeyScope[], permission: Permission): boolean {
  const row: Row = table[permission];
  return row.scopes.some((scope) => scopes.includes(scope));
}

/** The scopes of keys that may. */
export function scopesOf(permission: Permission): readonly KeyScope[] {
  return table[permission].scopes;
}

/** All that a member of this role may, for screens that leave out what is refused anyway. */
export function permissionsOf(role: Role): readonly Permission[] {
  return permissions.filter((permission) => roleMay(role, permission));
}

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

export function isKeyScope(text: string): text is KeyScope {
  return keyScopes.some((scope) => scope === text);
}

/** The keys of a literal are its own. */
const permissions = Object.keys(table) as Permission[];
