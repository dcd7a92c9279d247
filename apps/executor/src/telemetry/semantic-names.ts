/**
 * Names of the OpenTelemetry semantic conventions, version 1.41.0: the last one that holds the GenAI conventions, which are
 * still in development and have gone on elsewhere since. Pinned: another version is a change that CHANGELOG.md tells of.
 */
export const schemaUrl = "https://opentelemetry.io/schemas/1.41.0";

export const errorType = "error.type";

export const genAi = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  responseModel: "gen_ai.response.model",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  agentName: "gen_ai.agent.name",
  workflowName: "gen_ai.workflow.name",
  toolName: "gen_ai.tool.name",
  toolType: "gen_ai.tool.type",
  toolCallId: "gen_ai.tool.call.id",
  toolArguments: "gen_ai.tool.call.arguments",
  toolResult: "gen_ai.tool.call.result",
} as const;

/** What the conventions have no name for. */
export const ours = {
  runId: "orrery.run.id",
  runStatus: "orrery.run.status",
  workspaceId: "orrery.workspace.id",
  workflowId: "orrery.workflow.id",
  workflowName: "orrery.workflow.name",
  workflowVersion: "orrery.workflow.version",
  planHash: "orrery.plan.hash",
  entry: "orrery.run.entry",
  steps: "orrery.run.steps",
  reused: "orrery.run.steps.reused",
  skipped: "orrery.run.steps.skipped",
  stepKey: "orrery.step.key",
  stepStatus: "orrery.step.status",
  attempt: "orrery.step.attempt",
  attempts: "orrery.step.attempts",
  handle: "orrery.step.handle",
  cached: "orrery.step.cached",
  nodeId: "orrery.node.id",
  nodeType: "orrery.node.type",
  usd: "orrery.cost.usd",
  input: "orrery.step.input",
  output: "orrery.step.output",
  relation: "orrery.relation",
} as const;
