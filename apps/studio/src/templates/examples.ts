import { type ExampleFile, readExample, type TemplateExample } from "./template-example.ts";

/** One file each, so that a page fetches the one that it shows. */
const files: Readonly<Record<string, () => Promise<{ readonly default: ExampleFile }>>> = {
  "changelog-digest": () => import("./changelog-digest.example.json", { with: { type: "json" } }),
  "chat-with-memory": () => import("./chat-with-memory.example.json", { with: { type: "json" } }),
  "competitor-watch": () => import("./competitor-watch.example.json", { with: { type: "json" } }),
  "debate-and-vote": () => import("./debate-and-vote.example.json", { with: { type: "json" } }),
  "deep-research": () => import("./deep-research.example.json", { with: { type: "json" } }),
  "document-questions": () => import("./document-questions.example.json", { with: { type: "json" } }),
  "email-triage": () => import("./email-triage.example.json", { with: { type: "json" } }),
  "fan-out-budget": () => import("./fan-out-budget.example.json", { with: { type: "json" } }),
  "fetch-and-reshape": () => import("./fetch-and-reshape.example.json", { with: { type: "json" } }),
  "incident-runbook": () => import("./incident-runbook.example.json", { with: { type: "json" } }),
  "invoice-approval": () => import("./invoice-approval.example.json", { with: { type: "json" } }),
  "knowledge-builder": () => import("./knowledge-builder.example.json", { with: { type: "json" } }),
  "lead-enrichment": () => import("./lead-enrichment.example.json", { with: { type: "json" } }),
  "meeting-follow-up": () => import("./meeting-follow-up.example.json", { with: { type: "json" } }),
  "order-saga": () => import("./order-saga.example.json", { with: { type: "json" } }),
  "pull-request-review": () => import("./pull-request-review.example.json", { with: { type: "json" } }),
  "reply-with-approval": () => import("./reply-with-approval.example.json", { with: { type: "json" } }),
  "self-correcting-writer": () => import("./self-correcting-writer.example.json", { with: { type: "json" } }),
  "sql-question": () => import("./sql-question.example.json", { with: { type: "json" } }),
  "supervisor-specialists": () => import("./supervisor-specialists.example.json", { with: { type: "json" } }),
  "support-routing": () => import("./support-routing.example.json", { with: { type: "json" } }),
  "ticket-triage": () => import("./ticket-triage.example.json", { with: { type: "json" } }),
  "webhook-answer": () => import("./webhook-answer.example.json", { with: { type: "json" } }),
};

/** Whether a recorded run of this template can be replayed. */
export function hasExample(templateId: string): boolean {
  return Object.hasOwn(files, templateId);
}

/** The recorded run of a template; rejects where there is none, or its file cannot be had. */
export async function loadExample(templateId: string): Promise<TemplateExample> {
  const load = hasExample(templateId) ? files[templateId] : undefined;
  if (load === undefined) throw new Error(`There is no example run of ${templateId}.`);
  return readExample((await load()).default);
}
