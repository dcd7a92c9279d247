import { type GraphDiagnostic, graphLimits } from "@orrery/graph";
import { parseDocument } from "yaml";

/** YAML is slow to read: no workflow is anywhere near this. */
const MOST_CHARACTERS = 1024 * 1024;
/** How often anchors may be repeated: a workflow has none. */
const MOST_ALIASES = 100;

export type ReadYaml =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly diagnostic: GraphDiagnostic };

/** Reads YAML 1.2 without tags of its own: no dates, no code, no merged keys, and few repetitions of an anchor. Never throws. */
export function readYaml(text: string): ReadYaml {
  if (text.length > MOST_CHARACTERS)
    return refuse("ORR_TOO_LARGE", "This YAML file is larger than 1 MB. Export less of it.");
  if (isDeep(text)) return refuse("ORR_TOO_DEEP", `This file is nested deeper than ${graphLimits.depth} levels.`);
  try {
    const document = parseDocument(text, {
      schema: "core",
      merge: false,
      uniqueKeys: true,
      stringKeys: true,
      logLevel: "silent",
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const line = error.linePos?.[0].line;
      return refuse(
        "ORR_YAML_SYNTAX",
        `This file is not YAML: something is wrong${line === undefined ? "" : ` at line ${line}`}.`,
      );
    }
    return { ok: true, value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    const isRepeated = error instanceof ReferenceError;
    return isRepeated
      ? refuse("ORR_YAML_REPEATS", "This YAML file repeats parts of itself too often to be a workflow.")
      : refuse("ORR_YAML_SYNTAX", "This file is not YAML that could be read.");
  }
}

function refuse(code: string, message: string): ReadYaml {
  return { ok: false, diagnostic: { code, severity: "error", message } };
}

/** Whether brackets or indentation open far more levels than a document may have, before a parser meets them. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x5b || char === 0x7b) depth += 1;
    else if ((char === 0x5d || char === 0x7d) && depth > 0) depth -= 1;
    if (depth > 1_000) return true;
  }
  return /^(?: {200}|[ -]{200})/m.test(text) || /(?:- ){100}/.test(text);
}
