import { randomBytes } from "node:crypto";
import { dashboardTitle, RANGE_WORDS } from "@orrery/viewer/dashboard";
import { escapeXml } from "@orrery/viewer/draw";
import { dataElement, ROOT_ID } from "@orrery/viewer/export";
import type { SharedPage } from "@orrery/viewer/shared-page";
import { shareScript, shareStyle } from "./share-assets.server.ts";
import { type FramedBy, sharePageHeaders } from "./share-headers.server.ts";

/** A run, a workflow or a dashboard on a page of its own: the viewer and its data, nothing of Next. `image`: address of its picture, for previews of links. */
export function sharePage(
  page: SharedPage,
  { framedBy, image }: { readonly framedBy: FramedBy; readonly image: string | null },
): Response {
  const nonce = newNonce();
  const words = wordsOf(page);
  const title = escapeXml(words.title);
  const about = `<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${words.about}">`;
  const picture =
    image === null
      ? ""
      : `<meta property="og:image" content="${escapeXml(image)}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta name="twitter:card" content="summary_large_image">`;
  return htmlPage(nonce, framedBy, {
    head: `<title>${title}</title>\n${about}\n${picture}`,
    body: `<div id="${ROOT_ID}"></div>
${dataOf(page)}
<script nonce="${nonce}" src="${shareScript.path}"></script>`,
  });
}

/** What a page is called, and what it is, where its link is shown elsewhere. */
function wordsOf(page: SharedPage): { readonly title: string; readonly about: string } {
  if (!("kind" in page)) {
    return { title: page.title || "A run", about: "A run in Orrery: watch it, replay it, step by step." };
  }
  if (page.kind === "dashboard") {
    return {
      title: `${dashboardTitle(page)}: ${RANGE_WORDS[page.range].toLowerCase()}`,
      about: "A dashboard in Orrery: how many runs there were, how they ended, and how long they took.",
    };
  }
  return { title: page.title || "A workflow", about: "A workflow in Orrery: look at it, and import it into your own." };
}

/** Asks for the link's password. What stands behind it is not told: neither its name nor whether it is a run. */
export function sharePasswordPage(
  framedBy: FramedBy,
  { problem, status }: { readonly problem: string | null; readonly status: number },
): Response {
  const told = problem === null ? "" : `<p role="alert" id="problem">${escapeXml(problem)}</p>`;
  return htmlPage(
    newNonce(),
    framedBy,
    {
      head: "<title>A shared page</title>",
      body: `<main class="orrery-viewer ask-password">
<h1>This link asks for a password</h1>
<form method="post">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="off" required autofocus${problem === null ? "" : ' aria-invalid="true" aria-describedby="problem"'}>
${told}
<button type="submit">Open it</button>
</form>
</main>`,
      style: passwordStyle,
    },
    status,
  );
}

const passwordStyle = `html,body{height:100%;margin:0}
.ask-password{box-sizing:border-box;display:flex;flex-direction:column;align-items:center;justify-content:center;min-height:100%;gap:16px;padding:16px;font:14px/1.45 system-ui,sans-serif}
.ask-password h1{font-size:18px;margin:0}.ask-password form{display:grid;gap:8px;width:min(320px,100%)}
.ask-password input,.ask-password button{font:inherit;padding:9px 12px;border-radius:7px;border:1px solid #8888}
.ask-password button{background:oklch(.82 .12 84);color:#221a05;border-color:transparent;font-weight:600;cursor:pointer}
.ask-password p{margin:0}`;

function htmlPage(
  nonce: string,
  framedBy: FramedBy,
  parts: { readonly head: string; readonly body: string; readonly style?: string },
  status = 200,
): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" nonce="${nonce}" href="${shareStyle.path}">
${parts.style === undefined ? "" : `<style nonce="${nonce}">${parts.style}</style>`}
${parts.head}
</head>
<body>
${parts.body}
</body>
</html>
`;
  return new Response(html, { status, headers: sharePageHeaders(nonce, framedBy) });
}

/** What is given to many is written once. */
const written = new WeakMap<SharedPage, string>();

function dataOf(page: SharedPage): string {
  const data = written.get(page) ?? dataElement(page);
  written.set(page, data);
  return data;
}

function newNonce(): string {
  return randomBytes(18).toString("base64url");
}
