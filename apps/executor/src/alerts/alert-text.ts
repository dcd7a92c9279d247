import type { AlertBody } from "@orrery/db/baseline";
import { plainName } from "@orrery/graph";

const longestSubject = 150;

/** An alert as an e-mail: plain text. Whatever a workflow or a step is called, it makes no line of its own. */
export function alertText({ type, data }: AlertBody): { readonly subject: string; readonly text: string } {
  if (data.workflow === null || data.run === null) {
    return {
      subject: "Orrery: a test",
      text: "This is a test of an alert. You would be told like this when a step is slower, dearer or fails more often than usual, or takes another path.",
    };
  }
  const workflow = plainName(data.workflow.name);
  const nodes = [...new Set(data.items.map(({ node }) => plainName(node.name)))].join(", ");
  const what = type === "orrery.usual" ? "as usual again" : "not as usual";
  const subject = `Orrery: ${workflow}: ${nodes} ${what}`.slice(0, longestSubject);
  const lines = data.items.map(({ node, text }) => `- ${plainName(node.name)}: ${plainName(text)}`);
  return { subject, text: [`${workflow}:`, ...lines, "", `The run: ${data.run.url}`].join("\n") };
}
