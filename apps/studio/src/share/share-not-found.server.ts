import { shareStyle } from "./share-assets.server.ts";
import { sharePageHeaders } from "./share-headers.server.ts";

/** It holds no script and nothing that was sent, so that a policy that is the same each time is as good as a fresh one. */
const nonce = "none";

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Nothing here</title>
<link rel="stylesheet" nonce="${nonce}" href="${shareStyle.path}">
<style nonce="${nonce}">html,body{height:100%;margin:0}
main{box-sizing:border-box;display:flex;flex-direction:column;align-items:center;justify-content:center;min-height:100%;gap:8px;padding:16px;text-align:center}
main h1{font-size:18px}main p{font-size:14px;max-width:26rem;color:var(--muted)}</style>
</head>
<body>
<main class="orrery-viewer">
<h1>There is nothing here</h1>
<p>The link is not complete, has run out, or was closed. Ask whoever gave it to you for a new one.</p>
</main>
</body>
</html>
`;

/** The one answer to every link that is not good, byte for byte, whatever was asked of it. */
export function shareNotFound(): Response {
  return new Response(page, { status: 404, headers: sharePageHeaders(nonce, "nobody") });
}
