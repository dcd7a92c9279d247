import { escapeXml } from "@orrery/viewer/draw";

const longestTitle = 52;

/** What stands above a picture's content. */
export interface PictureHead {
  readonly title: string;
  /** The colour of the dot before the words, as hex. */
  readonly tone: string;
  /** Words of ours, such as a state. */
  readonly words: string;
}

/** A picture of 1200 × 630 with a head; `content` is SVG from the left top of what is left, 1104 × 430. */
export function framePicture(head: PictureHead, content: string): string {
  const signs = [...head.title];
  const title = signs.length > longestTitle ? `${signs.slice(0, longestTitle - 1).join("")}…` : head.title;
  const words = 'font-family="Geist"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<rect width="1200" height="630" fill="#080a0f"/>
<text x="48" y="84" ${words} font-size="40" font-weight="600" fill="#ecedf1">${escapeXml(title)}</text>
<circle cx="58" cy="118" r="8" fill="${head.tone}"/>
<text x="78" y="126" ${words} font-size="24" fill="#a4a8af">${head.words} · Orrery</text>
<g transform="translate(48 160)">${content}</g>
</svg>`;
}
