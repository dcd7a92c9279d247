import { expect, test } from "vitest";
import { actorWords, auditWords } from "./audit-words.ts";

const id = "01a209f8-0000-7000-8000-00000000abcd";
const said = (verb: string, more: { subject?: string; subjectName?: string; detail?: Record<string, string> } = {}) => {
  const words = auditWords({ verb, subject: id, subjectName: null, detail: {}, ...more });
  return `${words.before}${words.thing ?? ""}${words.after}`;
};

test.each([
  ["workflow.publish", { subject: `${id}@3`, subjectName: "Digest" }, "published Digest, version 3"],
  ["workflow.remove", {}, "deleted the workflow …0000abcd"],
  [
    "member.role",
    { subjectName: "Ada", detail: { from: "viewer", to: "editor" } },
    "changed the role of Ada from viewer to editor",
  ],
  ["member.join", { detail: { role: "runner" } }, "joined as runner"],
  ["invitation.create", { detail: { role: "editor" } }, "invited somebody as editor"],
  ["key.create", { subjectName: "Shop", detail: { scopes: "read, run" } }, "made the API key Shop (read, run)"],
  ["target.limit", { subject: "api.example.com" }, "set the limits of api.example.com"],
  ["share.create", { detail: { run: id, name: "Digest" } }, "made a link that shows a run of Digest"],
  ["share.create", { detail: { dashboard: "workspace" } }, "made a link that shows the dashboard of all workflows"],
  ["share.revoke", { detail: { dashboard: id, name: "Digest" } }, "closed a link that showed the dashboard of Digest"],
  ["later.thing", { subjectName: "Notes" }, "later.thing Notes"],
])("%s", (verb, more, words) => {
  expect(said(verb, more)).toBe(words);
});

test("a name with a star, or one of a prototype's, breaks no sentence", () => {
  expect(said("key.revoke", { subjectName: "a*b" })).toBe("revoked the API key a*b");
  expect(said("invitation.create", { detail: { email: "a*b@example.org", role: "viewer" } })).toContain("as viewer");
  expect(said("toString", { subjectName: "x" })).toBe("toString x");
});

test("who it was", () => {
  const names = [
    { actor: "local", actorName: null },
    { actor: "user:1", actorName: "Ada" },
    { actor: "user:1", actorName: null },
    { actor: `key:${id}`, actorName: "Shop" },
    { actor: `key:${id}`, actorName: null },
  ];
  expect(names.map(actorWords)).toEqual(["The command line", "Ada", "Somebody", "The key Shop", "An API key"]);
});
