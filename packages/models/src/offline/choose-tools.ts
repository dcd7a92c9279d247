import { type ModelRequest, type ModelTool, type ModelToolCall, StepFailure } from "@orrery/node-kit";
import { checkObject } from "../read-object.ts";
import { fillSchema } from "./fill-schema.ts";
import { termsOf } from "./terms.ts";

const mostCalls = 3;
/** A term of a tool's name says more than one of its description. */
const nameWeight = 2;
const enough = 2;

/**
 * The tools that the offline model asks for: those whose names and descriptions share words with the prompt, best first, with
 * arguments that the prompt gives. After the first answer of any tool: none.
 */
export function chooseTools({
  prompt,
  system = "",
  tools = [],
  messages = [],
}: ModelRequest): readonly ModelToolCall[] {
  if (messages.some(({ role }) => role === "tool")) return [];
  const wanted = new Set(termsOf(prompt));
  return tools
    .map((tool, at) => ({ tool, at, score: scoreOf(tool, wanted) }))
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, mostCalls)
    .flatMap(({ tool }, at) => {
      const args = argsFor(tool, prompt, system);
      return args === null ? [] : [{ id: `offline_${at + 1}`, name: tool.name, args }];
    });
}

function scoreOf({ name, description }: ModelTool, wanted: ReadonlySet<string>): number {
  const named = new Set(termsOf(name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ")));
  const described = new Set(termsOf(description));
  let score = 0;
  for (const term of wanted) {
    if (named.has(term)) score += nameWeight;
    else if (described.has(term)) score += 1;
  }
  return score;
}

/** Null where the prompt does not say what the tool has to be given. */
function argsFor({ parameters, description }: ModelTool, prompt: string, system: string): string | null {
  const place = {
    root: parameters,
    source: prompt,
    instructions: `${system}\n\n${description}`.slice(0, 8_000),
    name: "",
    evidence: null,
    depth: 0,
  };
  const args = fillSchema({ type: "object", ...parameters }, place) ?? {};
  try {
    checkObject(args, parameters);
  } catch (cause) {
    if (cause instanceof StepFailure) return null;
    throw cause;
  }
  return JSON.stringify(args);
}
