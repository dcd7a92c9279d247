import type { KeyScope, Role } from "@orrery/services";

export interface Words<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What it allows, in a sentence. */
  readonly means: string;
}

/** What each role may, the mightiest first. */
export const ROLES: readonly Words<Role>[] = [
  { value: "owner", label: "Owner", means: "Everything, people and credentials included." },
  { value: "editor", label: "Editor", means: "Draws, publishes and runs workflows; reads the audit log." },
  { value: "runner", label: "Runner", means: "Runs workflows, answers and stops runs; changes no drawing." },
  { value: "viewer", label: "Viewer", means: "Looks at workflows and runs." },
];

/** What each scope of a key allows. */
export const SCOPES: readonly Words<KeyScope>[] = [
  { value: "read", label: "Read", means: "workflows, runs and what they gave" },
  { value: "run", label: "Run", means: "start, answer and stop runs" },
  { value: "edit", label: "Edit", means: "draw and publish workflows" },
  { value: "admin", label: "Admin", means: "models, credentials, limits, the audit log" },
];

export function roleLabel(role: Role): string {
  return ROLES.find(({ value }) => value === role)?.label ?? role;
}
