import type { AlertBody } from "@orrery/db/baseline";

const longestSubject = 150;

/** An alert as an e-mail: plain text, and a subject in one line whatever a workflow is called. */
export function alertText({ type, data }: AlertBody): { readonly subject: string; readonly text: string } {
  if (data.workflow === null || data.run === null) {
    return {
      subject: "Orrery: a test",
      text: "This is a test of an alert. You would be told like this when a step is slower, dearer or fails more often than usual, or takes another path.",
    };
  }
  const nodes = [...new Set(data.items.map(({ node }) => node.name))].join(", ");
  const what = type === "orrery.usual" ? "as usual again" : "not as usual";
  const subject = `Orrery: ${data.workflow.name}: ${nodes} ${what}`.replace(/\p{Cc}+/gu, " ").slice(0, longestSubject);
  const lines = data.items.map(({ node, text }) => `- ${node.name}: ${text}`);
  return { subject, text: [`${data.workflow.name}:`, ...lines, "", `The run: ${data.run.url}`].join("\n") };
}
