import changelogDigestAbout from "./changelog-digest.about.json" with { type: "json" };
import changelogDigest from "./changelog-digest.graph.json" with { type: "json" };
import chatWithMemoryAbout from "./chat-with-memory.about.json" with { type: "json" };
import chatWithMemory from "./chat-with-memory.graph.json" with { type: "json" };
import competitorWatchAbout from "./competitor-watch.about.json" with { type: "json" };
import competitorWatch from "./competitor-watch.graph.json" with { type: "json" };
import debateAndVoteAbout from "./debate-and-vote.about.json" with { type: "json" };
import debateAndVote from "./debate-and-vote.graph.json" with { type: "json" };
import deepResearchAbout from "./deep-research.about.json" with { type: "json" };
import deepResearch from "./deep-research.graph.json" with { type: "json" };
import documentQuestionsAbout from "./document-questions.about.json" with { type: "json" };
import documentQuestions from "./document-questions.graph.json" with { type: "json" };
import emailTriageAbout from "./email-triage.about.json" with { type: "json" };
import emailTriage from "./email-triage.graph.json" with { type: "json" };
import fanOutBudgetAbout from "./fan-out-budget.about.json" with { type: "json" };
import fanOutBudget from "./fan-out-budget.graph.json" with { type: "json" };
import fetchAndReshapeAbout from "./fetch-and-reshape.about.json" with { type: "json" };
import fetchAndReshape from "./fetch-and-reshape.graph.json" with { type: "json" };
import incidentRunbookAbout from "./incident-runbook.about.json" with { type: "json" };
import incidentRunbook from "./incident-runbook.graph.json" with { type: "json" };
import invoiceApprovalAbout from "./invoice-approval.about.json" with { type: "json" };
import invoiceApproval from "./invoice-approval.graph.json" with { type: "json" };
import knowledgeBuilderAbout from "./knowledge-builder.about.json" with { type: "json" };
import knowledgeBuilder from "./knowledge-builder.graph.json" with { type: "json" };
import leadEnrichmentAbout from "./lead-enrichment.about.json" with { type: "json" };
import leadEnrichment from "./lead-enrichment.graph.json" with { type: "json" };
import meetingFollowUpAbout from "./meeting-follow-up.about.json" with { type: "json" };
import meetingFollowUp from "./meeting-follow-up.graph.json" with { type: "json" };
import orderSagaAbout from "./order-saga.about.json" with { type: "json" };
import orderSaga from "./order-saga.graph.json" with { type: "json" };
import pullRequestReviewAbout from "./pull-request-review.about.json" with { type: "json" };
import pullRequestReview from "./pull-request-review.graph.json" with { type: "json" };
import { readTemplate } from "./read-template.ts";
import replyWithApprovalAbout from "./reply-with-approval.about.json" with { type: "json" };
import replyWithApproval from "./reply-with-approval.graph.json" with { type: "json" };
import selfCorrectingWriterAbout from "./self-correcting-writer.about.json" with { type: "json" };
import selfCorrectingWriter from "./self-correcting-writer.graph.json" with { type: "json" };
import sqlQuestionAbout from "./sql-question.about.json" with { type: "json" };
import sqlQuestion from "./sql-question.graph.json" with { type: "json" };
import supervisorSpecialistsAbout from "./supervisor-specialists.about.json" with { type: "json" };
import supervisorSpecialists from "./supervisor-specialists.graph.json" with { type: "json" };
import supportRoutingAbout from "./support-routing.about.json" with { type: "json" };
import supportRouting from "./support-routing.graph.json" with { type: "json" };
import type { Template } from "./template.ts";
import ticketTriageAbout from "./ticket-triage.about.json" with { type: "json" };
import ticketTriage from "./ticket-triage.graph.json" with { type: "json" };
import webhookAnswerAbout from "./webhook-answer.about.json" with { type: "json" };
import webhookAnswer from "./webhook-answer.graph.json" with { type: "json" };

/** What a newcomer can start from, in the order of the gallery. */
export const templates: readonly Template[] = [
  readTemplate(changelogDigestAbout, changelogDigest),
  readTemplate(ticketTriageAbout, ticketTriage),
  readTemplate(invoiceApprovalAbout, invoiceApproval),
  readTemplate(documentQuestionsAbout, documentQuestions),
  readTemplate(deepResearchAbout, deepResearch),
  readTemplate(selfCorrectingWriterAbout, selfCorrectingWriter),
  readTemplate(supportRoutingAbout, supportRouting),
  readTemplate(supervisorSpecialistsAbout, supervisorSpecialists),
  readTemplate(debateAndVoteAbout, debateAndVote),
  readTemplate(pullRequestReviewAbout, pullRequestReview),
  readTemplate(chatWithMemoryAbout, chatWithMemory),
  readTemplate(webhookAnswerAbout, webhookAnswer),
  readTemplate(competitorWatchAbout, competitorWatch),
  readTemplate(emailTriageAbout, emailTriage),
  readTemplate(meetingFollowUpAbout, meetingFollowUp),
  readTemplate(incidentRunbookAbout, incidentRunbook),
  readTemplate(sqlQuestionAbout, sqlQuestion),
  readTemplate(orderSagaAbout, orderSaga),
  readTemplate(leadEnrichmentAbout, leadEnrichment),
  readTemplate(knowledgeBuilderAbout, knowledgeBuilder),
  readTemplate(fanOutBudgetAbout, fanOutBudget),
  readTemplate(replyWithApprovalAbout, replyWithApproval),
  readTemplate(fetchAndReshapeAbout, fetchAndReshape),
];

/** The template of this id, or undefined. */
export function findTemplate(id: string): Template | undefined {
  return templates.find((template) => template.id === id);
}

/** The few that somebody sees who has no workflow yet: they run at once, without a key or a network. */
export const firstTemplates: readonly Template[] = templates
  .filter(({ needs }) => needs.includes("offline"))
  .slice(0, 3);
