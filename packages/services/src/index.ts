export type { Actor } from "./actor.ts";
export { actorName, may, requirePermission } from "./actor.ts";
export { createApiKey, type NewApiKey } from "./api-key/create-api-key.ts";
export { type ApiKeyRow, listApiKeys } from "./api-key/list-api-keys.ts";
export { resolveApiKey } from "./api-key/resolve-api-key.ts";
export { revokeApiKey } from "./api-key/revoke-api-key.ts";
export { type AuditArea, auditAreas } from "./audit/audit-areas.ts";
export { type AuditRow, type ListAuditInput, listAudit } from "./audit/list-audit.ts";
export { addAlertTarget } from "./baseline/add-alert-target.ts";
export type { AlertPlace, AlertTargetInput } from "./baseline/alert-target.ts";
export { changeAlertTarget } from "./baseline/change-alert-target.ts";
export { type AlertDeliveryRow, type AlertTargetRow, listAlertTargets } from "./baseline/list-alert-targets.ts";
export { type DeviationRow, listDeviations } from "./baseline/list-deviations.ts";
export { removeAlertTarget } from "./baseline/remove-alert-target.ts";
export { testAlertTarget } from "./baseline/test-alert-target.ts";
export { addComment } from "./comment/add-comment.ts";
export type { CommentRow, CommentThread } from "./comment/comment-row.ts";
export { editComment } from "./comment/edit-comment.ts";
export { listComments } from "./comment/list-comments.ts";
export { removeComment } from "./comment/remove-comment.ts";
export { resolveThread } from "./comment/resolve-thread.ts";
export { createServices } from "./create-services.ts";
export { checkInstanceKey } from "./credential/check-instance-key.ts";
export { createCredential, type NewCredential } from "./credential/create-credential.ts";
export { createSecrets } from "./credential/create-secrets.ts";
export type { CredentialKind, OpenFields } from "./credential/credential-kinds.ts";
export {
  ensureKeyFile,
  InstanceKeyProblem,
  newInstanceKeyText,
  parseInstanceKey,
  readInstanceKey,
  readKeyFile,
} from "./credential/instance-key.ts";
export { type CredentialRow, listCredentials } from "./credential/list-credentials.ts";
export { removeCredential } from "./credential/remove-credential.ts";
export { replaceCredential } from "./credential/replace-credential.ts";
export { rotateInstanceKey, rotateWorkspaceKeys } from "./credential/rotate-keys.ts";
export type {
  Dashboard,
  DashboardBucket,
  DashboardFigures,
  DashboardQuestion,
  ErrorGroup,
  NodeFigures,
  OpenRuns,
  WorkflowFigures,
} from "./dashboard/dashboard.ts";
export { mostOpen } from "./dashboard/dashboard.ts";
export { readDashboard } from "./dashboard/read-dashboard.ts";
export { showDashboard } from "./dashboard/show-dashboard.ts";
export { explainFailure } from "./explain-failure.ts";
export { type FileRow, listFiles } from "./file/list-files.ts";
export { openFile } from "./file/open-file.ts";
export { removeFile } from "./file/remove-file.ts";
export { countExecutors } from "./fleet/count-executors.ts";
export { listTargetLimits, type TargetLimitRow } from "./fleet/list-target-limits.ts";
export { setTargetLimit } from "./fleet/set-target-limit.ts";
export {
  type ExecutorState,
  type FleetExecutor,
  type FleetQueue,
  type FleetTarget,
  type FleetView,
  showFleet,
} from "./fleet/show-fleet.ts";
export { changeSignIn, type SignInChange } from "./identity/change-sign-in.ts";
export { longestPassword, shortestPassword } from "./identity/check-password.ts";
export type { Auth, AuthOptions } from "./identity/create-auth.ts";
export { createAuth } from "./identity/create-auth.ts";
export { endSessions } from "./identity/end-sessions.ts";
export { type Account, getAccount } from "./identity/get-account.ts";
export { instanceSecret } from "./identity/instance-secret.ts";
export { instanceSecretOf } from "./identity/instance-secret-of.ts";
export { listSessions, type SessionRow } from "./identity/list-sessions.ts";
export type { SignInLink } from "./identity/mint-sign-in-link.ts";
export { mintSignInLink } from "./identity/mint-sign-in-link.ts";
export { renameAccount } from "./identity/rename-account.ts";
export { resolveActor } from "./identity/resolve-actor.ts";
export { resolveVisitor, type Visitor } from "./identity/resolve-visitor.ts";
export { readPasswordLink, usePasswordLink } from "./identity/use-password-link.ts";
export { acceptInvitation, type NewPerson } from "./invitation/accept-invitation.ts";
export { createInvitation } from "./invitation/create-invitation.ts";
export { type InvitationRow, listInvitations } from "./invitation/list-invitations.ts";
export { type InvitationFace, readInvitation } from "./invitation/read-invitation.ts";
export { revokeInvitation } from "./invitation/revoke-invitation.ts";
export type { LiveItem, Topic } from "./live/watch-topics.ts";
export { maxTopics, watchTopics } from "./live/watch-topics.ts";
export { addMcpServer, type NewMcpServer } from "./mcp-server/add-mcp-server.ts";
export { approveMcpTool } from "./mcp-server/approve-mcp-tool.ts";
export { beginMcpSignIn } from "./mcp-server/begin-mcp-sign-in.ts";
export { createToolSetup } from "./mcp-server/create-tool-setup.ts";
export { finishMcpSignIn } from "./mcp-server/finish-mcp-sign-in.ts";
export { listMcpServers, type McpServerRow } from "./mcp-server/list-mcp-servers.ts";
export { listTools } from "./mcp-server/list-tools.ts";
export { lookAtMcpServer, type McpServerView, type SeenTool } from "./mcp-server/look-at-mcp-server.ts";
export type { ApprovedTool } from "./mcp-server/read-tool-faces.ts";
export { removeMcpServer } from "./mcp-server/remove-mcp-server.ts";
export { withdrawMcpTool } from "./mcp-server/withdraw-mcp-tool.ts";
export { listMembers, type MemberRow } from "./member/list-members.ts";
export { makePasswordLink } from "./member/make-password-link.ts";
export { mintPasswordLink } from "./member/mint-password-link.ts";
export { removeMember } from "./member/remove-member.ts";
export { setMemberRole } from "./member/set-member-role.ts";
export { addDocuments, type NewDocument } from "./memory/add-documents.ts";
export { changeDocument } from "./memory/change-document.ts";
export { createKnowledge } from "./memory/create-knowledge.ts";
export { describeVectorSearch } from "./memory/describe-vector-search.ts";
export { fetchPage } from "./memory/fetch-page.ts";
export { forgetPerson } from "./memory/forget-person.ts";
export { forgetRecords } from "./memory/forget-records.ts";
export { type DocumentRow, listDocuments } from "./memory/list-documents.ts";
export { listMemories, type MemoryRow } from "./memory/list-memories.ts";
export { listReads, type MemoryReadRow } from "./memory/list-reads.ts";
export { listRecords, type MemoryRecordRow } from "./memory/list-records.ts";
export { type ChunkPreview, previewChunks } from "./memory/preview-chunks.ts";
export { removeMemory } from "./memory/remove-memory.ts";
export { searchMemory } from "./memory/search-memory.ts";
export { type MemorySettings, setMemory } from "./memory/set-memory.ts";
export { writeRecord } from "./memory/write-record.ts";
export { addProvider, type NewProvider } from "./model/add-provider.ts";
export { chooseModels } from "./model/choose-models.ts";
export { createModelSetup } from "./model/create-model-setup.ts";
export { findLocalModels, type LocalModels } from "./model/find-local-models.ts";
export { freezeRoute } from "./model/freeze-route.ts";
export { listModels } from "./model/list-models.ts";
export { listProviderModels } from "./model/list-provider-models.ts";
export { listProviders, type ProviderRow } from "./model/list-providers.ts";
export { listRoutes, type RouteRow } from "./model/list-routes.ts";
export { removeProvider } from "./model/remove-provider.ts";
export { removeRoute } from "./model/remove-route.ts";
export { type RouteInput, saveRoute } from "./model/save-route.ts";
export { setPrice } from "./model/set-price.ts";
export { testModel } from "./model/test-model.ts";
export { getOffer, type WorkflowOffer } from "./offer/get-offer.ts";
export { listChats, type PublishedChat } from "./offer/list-chats.ts";
export { listOffered, type OfferedWorkflow } from "./offer/list-offered.ts";
export { offerWorkflow } from "./offer/offer-workflow.ts";
export { type KeyScope, keyScopes, type Permission, permissionsOf, type Role, roles } from "./permission-table.ts";
export type { OwnSign, PresencePlace, PresenceSign } from "./presence/presence-sign.ts";
export { showPresence } from "./presence/show-presence.ts";
export type { AnswerInput } from "./run/answer-wait.ts";
export { answerWait } from "./run/answer-wait.ts";
export { defaultMaxQueued, readMaxQueued } from "./run/backlog.ts";
export { cancelRun } from "./run/cancel-run.ts";
export { cancelRuns } from "./run/cancel-runs.ts";
export { mostRunsAtOnce, type RunOutcome } from "./run/for-each-run.ts";
export type { ForkInput } from "./run/fork-run.ts";
export { forkRun } from "./run/fork-run.ts";
export { getRun } from "./run/get-run.ts";
export { listEvents } from "./run/list-events.ts";
export { type ChatMessage, listMessages } from "./run/list-messages.ts";
export { listRunIds } from "./run/list-run-ids.ts";
export type { ListRunsInput, RunPage, RunRow } from "./run/list-runs.ts";
export { listRuns } from "./run/list-runs.ts";
export { pauseRun } from "./run/pause-run.ts";
export { readValue } from "./run/read-value.ts";
export { findInValue, readValuePart } from "./run/read-value-part.ts";
export { rerunRuns } from "./run/rerun-runs.ts";
export { resumeRun } from "./run/resume-run.ts";
export { runGate } from "./run/run-gate.ts";
export { type RunOrigin, runOrigins } from "./run/run-origin.ts";
export { type RunStand, runStand } from "./run/run-stand.ts";
export { createRunSubmitter, type RunSubmitter } from "./run/run-submitter.ts";
export { type RunUsage, runUsage } from "./run/run-usage.ts";
export { settleStep } from "./run/settle-step.ts";
export { signalAddress } from "./run/signal-address.ts";
export { startPublished } from "./run/start-published.ts";
export { startGraphRun, startRun } from "./run/start-run.ts";
export { whyHeldUp } from "./run/why-held-up.ts";
export type { ServiceContext, Services } from "./service-context.ts";
export type { ServiceErrorCode } from "./service-error.ts";
export { ServiceError } from "./service-error.ts";
export type { DashboardProjection } from "./share/dashboard-projection.ts";
export type { DashboardTarget } from "./share/dashboard-target.ts";
export {
  findShareLink,
  type OpenDashboardLink,
  type OpenRunLink,
  type OpenShareLink,
  type OpenTemplateLink,
} from "./share/find-share-link.ts";
export { listShareLinks, type ShareLinkRow } from "./share/list-share-links.ts";
export { makeDashboardLink } from "./share/make-dashboard-link.ts";
export { makeShareLink, type NewShareLink } from "./share/make-share-link.ts";
export { makeTemplateLink } from "./share/make-template-link.ts";
export { countShareView, openDashboardLink, openShareLink, openTemplateLink } from "./share/open-share-link.ts";
export { previewSharedDashboard } from "./share/preview-shared-dashboard.ts";
export { previewSharedRun } from "./share/preview-shared-run.ts";
export { previewSharedTemplate } from "./share/preview-shared-template.ts";
export { revokeShareLink } from "./share/revoke-share-link.ts";
export { isShareProof, trySharePassword } from "./share/share-password.ts";
export type { ShareProjection } from "./share/share-projection.ts";
export { createShareStreams, type SharePiece, type ShareStreams } from "./share/share-streams.ts";
export { addGallery } from "./template/add-gallery.ts";
export { changeTemplate } from "./template/change-template.ts";
export { checkTemplate, type TemplateCheck } from "./template/check-template.ts";
export { getGalleryTemplate } from "./template/get-gallery-template.ts";
export { getTemplate, type WholeTemplate } from "./template/get-template.ts";
export { type GalleryRow, listGalleries } from "./template/list-galleries.ts";
export { listTemplates, type TemplateRow } from "./template/list-templates.ts";
export { type ImportPreview, type ImportSource, previewImport } from "./template/preview-import.ts";
export { refreshGallery } from "./template/refresh-gallery.ts";
export { removeGallery } from "./template/remove-gallery.ts";
export { removeTemplate } from "./template/remove-template.ts";
export { type NewTemplate, saveTemplate, type TemplateWords } from "./template/save-template.ts";
export type { TriggerChange } from "./trigger/change-trigger.ts";
export { changeTrigger } from "./trigger/change-trigger.ts";
export { fireSchedules } from "./trigger/fire-schedules.ts";
export { followRun, longestChain } from "./trigger/follow-run.ts";
export type { TriggerRow } from "./trigger/list-triggers.ts";
export { listTriggers } from "./trigger/list-triggers.ts";
export type { PublishedTrigger, TokenDirectory } from "./trigger/published-trigger.ts";
export { createTokenDirectory, readTriggers } from "./trigger/published-trigger.ts";
export { openSealedText, sealText } from "./trigger/sealed-text.ts";
export { readSignalToken, type SignalPlace, signalToken } from "./trigger/signal-token.ts";
export { triggerRun } from "./trigger/trigger-run.ts";
export { getVersion } from "./version/get-version.ts";
export type { CallableVersion } from "./version/list-callable.ts";
export { listCallable } from "./version/list-callable.ts";
export type { VersionRow } from "./version/list-versions.ts";
export { listVersions } from "./version/list-versions.ts";
export { publishWorkflow } from "./version/publish-workflow.ts";
export { listViews, type SavedView } from "./view/list-views.ts";
export { removeView } from "./view/remove-view.ts";
export { renameView } from "./view/rename-view.ts";
export { saveView } from "./view/save-view.ts";
export { createWorkflow } from "./workflow/create-workflow.ts";
export { getWorkflow } from "./workflow/get-workflow.ts";
export { listWorkflowNames } from "./workflow/list-workflow-names.ts";
export type { WorkflowRow } from "./workflow/list-workflows.ts";
export { listWorkflows } from "./workflow/list-workflows.ts";
export type { NumberedCommand } from "./workflow/pull-edits.ts";
export { pullEdits } from "./workflow/pull-edits.ts";
export type { PushResult } from "./workflow/push-edits.ts";
export { pushEdits } from "./workflow/push-edits.ts";
export type { Draft } from "./workflow/read-draft.ts";
export { removeWorkflow } from "./workflow/remove-workflow.ts";
export { type FieldWriter, whoChanged } from "./workflow/who-changed.ts";
