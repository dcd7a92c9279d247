import type { ParsedTemplate, TemplatePart } from "../template.ts";
import type { Bindings } from "./bindings.ts";
import { type EvaluateResult, evaluateTemplate, evaluateWithin } from "./evaluate-template.ts";
import { Work } from "./work.ts";

/**
 * The value of a field that is a web address. An expression that is the whole address is used as it is; one in the
 * scheme or the authority is inserted raw; one behind the authority is percent-encoded, so that data can neither add a
 * path, a query nor a fragment. Encoding does not help against `..`, which stays a step up in any spelling: an
 * address in which data makes such a segment is ORR_EXPR_URL_SEGMENT. Never throws.
 */
export function evaluateUrl(parsed: ParsedTemplate, bindings: Bindings): EvaluateResult {
  if (parsed.isWhole || parsed.diagnostics.length > 0) return evaluateTemplate(parsed, bindings);
  const work = new Work();
  let url = "";
  let drawn = "";
  for (const part of parsed.parts) {
    if (part.kind === "text") {
      url += part.text;
      drawn += part.text;
      continue;
    }
    const result = textOfPart(parsed, part, { bindings, work });
    if (!result.ok) return result;
    const text = String(result.value);
    if (isBehindAuthority(url)) {
      url += encodeURIComponent(text.toWellFormed());
      drawn += "x";
    } else {
      url += text;
      drawn += text;
    }
  }
  if (dotSegments(url) > dotSegments(drawn)) {
    const message = 'A value in the address is "." or "..", which would change its path.';
    return {
      ok: false,
      error: { code: "ORR_EXPR_URL_SEGMENT", message, range: { start: 0, end: parsed.text.length } },
    };
  }
  return { ok: true, value: url };
}

/** By the rules of texts, not of whole expressions: null is nothing, a list is JSON. */
function textOfPart(
  parsed: ParsedTemplate,
  part: TemplatePart,
  { bindings, work }: { readonly bindings: Bindings; readonly work: Work },
): EvaluateResult {
  const nothing: TemplatePart = { kind: "text", text: "", range: { start: part.range.end, end: part.range.end } };
  return evaluateWithin({ ...parsed, parts: [part, nothing], isWhole: false }, bindings, work);
}

function isBehindAuthority(url: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*[/?#\\]/i.test(url);
}

function dotSegments(url: string): number {
  const [path = ""] = url.split(/[?#]/, 1);
  return path.split(/[/\\]/).filter((segment) => /^(?:\.|%2e){1,2}$/i.test(segment)).length;
}
