/** One SVG element as plain data, so that a server writes it as text and a page as elements from the same drawing. */
export interface SvgElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (SvgElement | string)[];
}

/** An attribute that is null is left out, and so is a child. */
export function svgElement(
  tag: string,
  attributes: Readonly<Record<string, string | number | null>>,
  children: readonly (SvgElement | string | null)[] = [],
): SvgElement {
  const given: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== null) given[name] = value;
  return { tag, attributes: given, children: children.filter((child) => child !== null) };
}

/** The element as XML. Texts and values of attributes are escaped; names of tags and attributes come from our code alone. */
export function svgText({ tag, attributes, children }: SvgElement): string {
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`);
  const inner = children.map((child) => (typeof child === "string" ? escapeXml(child) : svgText(child)));
  return `<${tag}${given.join("")}>${inner.join("")}</${tag}>`;
}

/** Text for XML and HTML, in elements and in quoted attributes; what XML has no character for becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, "\uFFFD")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML refuses.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
