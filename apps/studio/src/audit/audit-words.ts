import type { AuditArea, AuditRow } from "@orrery/services";

/** What the log can be narrowed to. */
export const AREAS: readonly { readonly value: AuditArea | "all"; readonly label: string }[] = [
  { value: "all", label: "Everything" },
  { value: "people", label: "People" },
  { value: "workflows", label: "Workflows" },
  { value: "keys", label: "Keys and credentials" },
  { value: "memory", label: "Memory and files" },
  { value: "models", label: "Models, tools and limits" },
];

type Detail = AuditRow["detail"];

/** What was done, as a sentence goes on after a name; `*` is where the thing stands. */
const WORDS: Readonly<Record<string, string | ((detail: Detail) => string)>> = {
  "workflow.create": "made the workflow *",
  "workflow.publish": "published *",
  "workflow.remove": "deleted the workflow *",
  "workflow.restore": "brought back the workflow *",
  "workflow.offer-tool": "offered the workflow * as a tool",
  "workflow.withdraw-tool": "no longer offers the workflow * as a tool",
  "comment.add": ({ name }) => `commented on ${name || "a workflow"}`,
  "comment.remove": ({ name }) => `deleted a comment on ${name || "a workflow"}`,
  "comment.resolve": ({ name }) => `resolved a comment on ${name || "a workflow"}`,
  "comment.reopen": ({ name }) => `opened a comment on ${name || "a workflow"} again`,
  "run.stop-many": ({ count }) => `asked ${runsWords(count)} to stop, all at once`,
  "run.again-many": ({ count }) => `ran ${runsWords(count)} again, all at once`,
  "view.save": "saved the view * for everybody",
  "view.rename": ({ to }) => `renamed the view *${to === undefined ? "" : ` to ${to}`}`,
  "view.remove": "deleted the view *",
  "share.create": (detail) => `made a link that shows ${sharedWords(detail)}`,
  "share.revoke": (detail) => `closed a link that showed ${sharedWords(detail)}`,
  "alert.add": "added the alert *",
  "alert.change": "changed the alert *",
  "alert.remove": "removed the alert *",
  "alert.test": "sent a test of the alert *",
  "template.save": ({ name }) => `saved the template ${name ?? ""}`,
  "template.change": ({ name }) => `changed what is said of the template ${name ?? ""}`,
  "template.remove": ({ name }) => `deleted the template ${name ?? ""}`,
  "gallery.add": ({ name }) => `added the gallery ${name ?? ""}`,
  "gallery.remove": ({ name }) => `removed the gallery ${name ?? ""}`,
  "trigger.enable": "turned on the trigger *",
  "trigger.disable": "turned off the trigger *",
  "trigger.renew-address": "gave the trigger * a new address",
  "trigger.renew-key": "gave the trigger * a new signing key",
  "key.create": ({ scopes }) => `made the API key *${scopes === undefined ? "" : ` (${scopes})`}`,
  "key.revoke": "revoked the API key *",
  "file.remove": "deleted the file *",
  "credential.create": "added the credential *",
  "credential.replace": "changed the credential *",
  "credential.remove": "removed the credential *",
  "model.add-provider": "added the model provider *",
  "model.choose-models": "chose the models of the provider *",
  "model.remove-provider": "removed the model provider *",
  "model.set-price": "set the price of *",
  "model.save-route": "set up the model route *",
  "model.remove-route": "removed the model route *",
  "model.freeze-route": "froze the model route *",
  "model.thaw-route": "lets the model route * learn again",
  "target.limit": "set the limits of *",
  "memory.create-knowledge": "made the knowledge base *",
  "memory.add-documents": "added documents to *",
  "memory.document-again": "had the document * read again",
  "memory.document-remove": "removed the document *",
  "memory.add": "added the record *",
  "memory.edit": "changed the record *",
  "memory.forget": "had records of * forgotten",
  "memory.forget-person": "had all that was remembered of a person forgotten",
  "memory.set": "changed the settings of the memory *",
  "memory.remove": "removed the memory *",
  "tool.add-server": "added the MCP server *",
  "tool.remove-server": "removed the MCP server *",
  "tool.sign-in": "signed in at the MCP server *",
  "tool.approve": "approved the tool *",
  "tool.withdraw": "took back the approval of the tool *",
  "member.join": ({ role }) => `joined as ${role ?? "a member"}`,
  "member.leave": "left the workspace",
  "member.remove": ({ role }) => `removed *${role === undefined ? "" : `, who was ${role},`} from the workspace`,
  "member.role": ({ from, to }) => `changed the role of * from ${from ?? "?"} to ${to ?? "?"}`,
  "member.password-link": "made a link for a new password of *",
  "invitation.create": ({ role, email }) => `invited ${email ?? "somebody"} as ${role ?? "a member"}`,
  "invitation.revoke": ({ role, email }) => `revoked the invitation of ${email ?? "somebody"} as ${role ?? "a member"}`,
  "person.sign-in": ({ by }) =>
    `signed in${by === "link" ? " by a one-time link" : by === undefined ? "" : ` by ${by}`}`,
  "person.sign-out-elsewhere": "signed out elsewhere",
  "person.rename": ({ to }) => `changed their name${to === undefined ? "" : ` to ${to}`}`,
  "person.email": ({ to }) => `changed their address${to === undefined ? "" : ` to ${to}`}`,
  "person.password": "changed their password",
  "person.password-by-link": "set a new password by a link",
};

/** What a link shows: a dashboard, a workflow, or a run of one. */
function sharedWords({ name, workflow, dashboard }: Detail): string {
  if (dashboard === "workspace") return "the dashboard of all workflows";
  const what = dashboard !== undefined ? "the dashboard of" : workflow !== undefined ? "the workflow" : "a run of";
  return `${what} ${name || "a workflow"}`;
}

function runsWords(count: string | undefined): string {
  return count === "1" ? "1 run" : `${count ?? "some"} runs`;
}

/** Whether what was done is told in words of its own. */
export function hasAuditWords(verb: string): boolean {
  return Object.hasOwn(WORDS, verb);
}

/** What was done, in words before and after the thing it was done to; `thing` is null where the words do without. */
export function auditWords(row: Pick<AuditRow, "verb" | "subject" | "subjectName" | "detail">): {
  readonly before: string;
  readonly thing: string | null;
  readonly after: string;
} {
  const known = hasAuditWords(row.verb) ? WORDS[row.verb] : undefined;
  const text = typeof known === "function" ? known(row.detail) : (known ?? `${row.verb} *`);
  const [before = "", after] = text.split("*");
  if (after === undefined) return { before, thing: null, after: "" };
  return { before, thing: row.subjectName ?? shortSubject(row.subject), after: `${after}${versionOf(row)}` };
}

/** Of a thing that is gone, the end of its id is enough to tell it from others. */
function shortSubject(subject: string): string {
  return /^[0-9a-f-]{36}/.test(subject) ? `…${subject.slice(28, 36)}` : subject;
}

function versionOf({ verb, subject }: Pick<AuditRow, "verb" | "subject">): string {
  const version = verb === "workflow.publish" ? subject.split("@")[1] : undefined;
  return version === undefined ? "" : `, version ${version}`;
}

/** Who did it, in words. */
export function actorWords({ actor, actorName }: Pick<AuditRow, "actor" | "actorName">): string {
  if (actor === "local") return "The command line";
  if (actorName === null) return actor.startsWith("key:") ? "An API key" : "Somebody";
  return actor.startsWith("key:") ? `The key ${actorName}` : actorName;
}
