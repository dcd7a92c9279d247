/** A text without what is nobody else's, and in words what was taken out of it. */
export interface StrippedText {
  readonly text: string;
  /** Empty where nothing was taken out. */
  readonly why: readonly string[];
}

interface Rule {
  readonly why: string;
  readonly pattern: RegExp;
  /** What stays of a match; empty where nothing does. */
  readonly keep: "" | "$1";
}

const KEY = "a key or password";
const ADDRESS = "an address that is itself a key";

/**
 * Every repetition is bounded, so that a long text costs no more than its length. Expressions are never cut: no pattern goes
 * over a brace.
 */
const RULES: readonly Rule[] = [
  {
    why: KEY,
    pattern: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
    keep: "",
  },
  { why: KEY, pattern: /\b(?:sk|pk|rk|gsk|ghp|gho|ghu|ghs|ghr|hf|whsec|orrery)[-_][\w/+=-]{16,500}/g, keep: "" },
  {
    why: KEY,
    pattern: /\b(?:github_pat_|glpat-|xox[a-z]-|xapp-|AIza|npm_|shpat_|dop_v1_|ya29\.)[\w-]{10,500}/g,
    keep: "",
  },
  { why: KEY, pattern: /\bSG\.[\w-]{16,100}\.[\w-]{16,100}/g, keep: "" },
  { why: KEY, pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, keep: "" },
  { why: KEY, pattern: /\beyJ[\w-]{8,4000}\.[\w-]{8,4000}\.[\w-]{4,4000}/g, keep: "" },
  { why: KEY, pattern: /\b((?:Bearer|Basic)\s{1,5})[\w.~+/=-]{12,4000}/gi, keep: "$1" },
  // In JSON, in code and in the settings of a connection, by the name before it.
  {
    why: KEY,
    pattern:
      /(\b(?:[\w-]{0,40}[-_])?(?:api[-_]?key|access[-_]?key|(?:client|api)[-_]?secret|(?:auth|access|refresh|api)[-_]?token|authorization|password|passwd|pwd|passphrase|secret)["']?\s{0,5}[:=]\s{0,5}["'])[^"'{}\n\\]{6,4000}/gi,
    keep: "$1",
  },
  {
    why: KEY,
    pattern: /((?:^|[;\s])(?:password|pwd|accountkey|sharedaccesskey)\s{0,3}=\s{0,3})[^;&\s{}"']{6,4000}/gi,
    keep: "$1",
  },
  {
    why: "a user name and password in an address",
    pattern: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'<>?#{}]{1,300}@/gi,
    keep: "$1",
  },
  {
    why: "the signature or key of an address",
    pattern:
      /([?&](?:X-Amz-(?:Signature|Credential|Security-Token)|X-Goog-(?:Signature|Credential)|sig|signature|(?:\w{1,20}_)?(?:token|secret)|api[-_]?key|key|auth|password|code)=)[^&#\s"'<>{}]{6,4000}/gi,
    keep: "$1",
  },
  {
    why: ADDRESS,
    pattern:
      /(https?:\/\/(?:hooks\.slack\.com\/services|(?:[a-z]{1,20}\.)?discord(?:app)?\.com\/api\/webhooks)\/)[\w/-]{8,300}/gi,
    keep: "$1",
  },
  { why: ADDRESS, pattern: /(https?:\/\/api\.telegram\.org\/(?:file\/)?bot)\d{4,20}:[\w-]{16,300}/gi, keep: "$1" },
  {
    why: ADDRESS,
    pattern:
      /(https?:\/\/(?:hooks\.zapier\.com\/hooks\/|hook\.[\w.]{1,40}\.make\.com\/|[\w.-]{1,100}\.office\.com\/webhookb?2?\/))[^\s"'<>{}]{8,600}/gi,
    keep: "$1",
  },
  // Our own: of triggers and signals, of what is shared, of files, of a sign-in.
  {
    why: ADDRESS,
    pattern: /(https?:\/\/[^\s/"'<>{}]{1,300}\/(?:hooks|signals|s|join|password)\/)[\w-]{16,300}/gi,
    keep: "$1",
  },
];

/** How often a text is gone over: what is left of a text that hides one key in another is looked at again. */
const MOST_ROUNDS = 20;

/** Takes keys, passwords and signed addresses out of a text, as far as they can be told by their shape. */
export function stripText(text: string): StrippedText {
  let left = text;
  const why = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = left;
    for (const rule of RULES) {
      const next = left.replace(rule.pattern, rule.keep);
      if (next === left) continue;
      left = next;
      why.add(rule.why);
    }
    if (left === before) break;
  }
  return { text: left, why: [...why] };
}

const SECRET_NAME =
  /(?:^|[-_. ])(?:authorization|(?:set-)?cookie|password|passwd|pwd|passphrase|secret|token|(?:api|auth|access|secret|private|client|account|subscription|functions)[-_]?(?:key|token|secret))$/;

/** Whether a member or a header of this name holds a secret by what it is called. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replaceAll(/([a-z0-9])(?=[A-Z])/g, "$1-").toLowerCase());
}

const EXPRESSION = /\{\{[\s\S]*?\}\}/g;
/** What may stand around an expression without being a secret: how it is sent, or what a cookie is called. */
const AROUND = /^\s*(?:(?:Bearer|Basic|Digest|Token|ApiKey|Key)\s*|(?:[\w-]{1,40}=\s{0,3};?\s{0,3})*)$/i;
const LONGEST_SAID = 4_000;
const MEMBER = /\[\s*(?:"[^"]*"|'[^']*')\s*\]/g;
const LITERAL = /"([^"]*)"|'([^']*)'/g;

/** Whether the value of something secret is only told where to come from: expressions, none of which says it itself. */
export function isSaidElsewhere(text: string): boolean {
  if (text.length > LONGEST_SAID) return false;
  const expressions = text.match(EXPRESSION) ?? [];
  if (expressions.length === 0 || !AROUND.test(text.replaceAll(EXPRESSION, ""))) return false;
  return expressions.every((one) =>
    [...one.replaceAll(MEMBER, "").matchAll(LITERAL)].every(([, twice = "", once = ""]) => AROUND.test(twice + once)),
  );
}
