import { sharePageHeaders } from "./share-headers.server.ts";

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Nothing here</title>
</head>
<body>
<main>
<h1>There is nothing here</h1>
<p>The link is not complete, has run out, or was closed. Ask whoever gave it to you for a new one.</p>
</main>
</body>
</html>
`;

/** The one answer to every link that is not good, byte for byte, whatever was asked of it. */
export function shareNotFound(): Response {
  return new Response(page, { status: 404, headers: sharePageHeaders("none", "nobody") });
}
