export interface ExprCode {
  readonly code: string;
  /** A warning does not keep a graph from being compiled. */
  readonly severity: "error" | "warning";
  /** When it is found: reading the text, checking types, or running. */
  readonly found: "reading" | "checking" | "running";
  readonly summary: string;
  /** A field's text that gives it, where `start` is `{ n, text, note?, maybe, big, many }`: a number, texts, a number
   * or null, a text of 300 KB and a list of 3,000 numbers. */
  readonly example: string;
}

function entry(
  code: string,
  found: ExprCode["found"],
  summary: string,
  example: string,
  severity: ExprCode["severity"] = "error",
): ExprCode {
  return { code: `ORR_EXPR_${code}`, severity, found, summary, example };
}

/** Every code that this package gives, for the docs and for deciding what is a warning. */
export const exprCodes: readonly ExprCode[] = [
  entry("UNCLOSED", "reading", "“{{” is never closed by “}}”.", "Hello {{ start.n"),
  entry("EMPTY", "reading", "There is nothing between the braces.", "{{ }}"),
  entry("SYNTAX", "reading", "The expression is not written as the language wants it.", "{{ 1 + }}"),
  entry("TOO_LONG", "reading", "The source is longer than 4 KB.", `{{ "${"x".repeat(4096)}" }}`),
  entry(
    "TOO_DEEP",
    "reading",
    "The expression, or a value, is nested too deep.",
    `{{ ${"(".repeat(65)}1${")".repeat(65)} }}`,
  ),
  entry(
    "TOO_NESTED",
    "reading",
    "Comprehensions stand more than two deep in one another.",
    "{{ [1].map(a, [1].map(b, [1].map(c, c))) }}",
  ),
  entry("NO_MATCHES", "reading", "matches can take forever; like does not.", '{{ start.text.matches("a") }}'),
  entry("UNKNOWN_VARIABLE", "checking", "No node of this name can be read here.", "{{ strat.n }}"),
  entry("UNKNOWN_FUNCTION", "checking", "There is no function of this name.", "{{ uper(start.text) }}"),
  entry("UNKNOWN_MEMBER", "checking", "The value has no member of this name.", "{{ start.m }}"),
  entry("ARGUMENTS", "checking", "A function gets too few or too many arguments.", "{{ upper() }}"),
  entry("TYPE", "checking", "A value has a kind that does not work here.", "{{ start.text - 1 }}"),
  entry("TEXT_PLUS_NUMBER", "checking", "Text and number are joined without string().", '{{ "No. " + start.n }}'),
  entry("MAY_BE_MISSING", "checking", "A member that may be missing is read without default().", "{{ start.note }}"),
  entry("MAY_BE_NULL", "checking", "A value that may be null is used without default().", "{{ start.maybe + 1 }}"),
  entry("INDEX_NOT_WHOLE", "checking", "An index is not a whole number from 0 up.", "{{ [1, 2][0.5] }}"),
  entry("NEVER_EQUAL", "checking", "The two sides of a comparison share no value.", '{{ start.n == "1" }}', "warning"),
  entry("NOT_JSON", "checking", "Bytes, a duration or a type would leave the expression.", '{{ duration("1h") }}'),
  entry("ABSENT", "running", "A node is read that did not run.", "{{ skipped.x }}"),
  entry("NO_MEMBER", "running", "A member that is read is not there.", "{{ parseJson(start.text).x }}"),
  entry("INDEX_OUTSIDE", "running", "The list has no item at this index.", "{{ [1][1] }}"),
  entry("NOT_FINITE", "running", "A number became infinite or no number.", "{{ start.n / 0 }}"),
  entry("BAD_VALUE", "running", "A value has the right kind and the wrong content.", '{{ parseJson("{") }}'),
  entry(
    "URL_SEGMENT",
    "running",
    "Data would make a step up (..) in a web address.",
    'https://example.org/{{ ".." }}/x',
  ),
  entry(
    "TOO_LARGE",
    "running",
    "A result is larger than 256 KB, or a text than 4 M characters.",
    '{{ start.big + "!" }}',
  ),
  entry(
    "TOO_MUCH_WORK",
    "running",
    "The expression needs too many steps on this data.",
    "{{ start.many.map(a, start.many.map(b, a + b)).size() }}",
  ),
];

/** Whether a diagnostic with this code is a warning; every other is an error. */
export function isExprWarning(code: string): boolean {
  return exprCodes.some((known) => known.code === code && known.severity === "warning");
}
