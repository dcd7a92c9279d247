import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { formatGraph, type GalleryIndex, type Graph } from "@orrery/graph";

interface Answer {
  readonly body: string;
  readonly type?: string;
  readonly status?: number;
  readonly etag?: string;
}

/** A real server of this machine that a team could keep its gallery on. What it answers can be changed. */
export async function openGalleryHost(graph: Graph) {
  const answers = new Map<string, Answer>();
  const asked: { readonly path: string; readonly status: number }[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const answer = answers.get(path);
    const isKnown = answer?.etag !== undefined && request.headers["if-none-match"] === answer.etag;
    const status = answer === undefined ? 404 : isKnown ? 304 : (answer.status ?? 200);
    asked.push({ path, status });
    response.writeHead(status, {
      "content-type": answer?.type ?? "application/json",
      ...(answer?.etag !== undefined && { etag: answer.etag }),
      ...(status === 302 && { location: answer?.body ?? "/" }),
    });
    response.end(isKnown ? "" : answer?.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = formatGraph(graph);
  answers.set("/greeting.graph.json", { body: file });
  const index: GalleryIndex = {
    schema: "orrery.gallery/v1",
    title: "Our team",
    templates: [
      {
        id: "greeting",
        file: "greeting.graph.json",
        sha256: createHash("sha256").update(file).digest("hex"),
        about: {
          ...{ title: "Greeting", description: "Greets.", shows: "", needs: ["offline"], task: "Office", patterns: [] },
          ...{ duration: "about 1 s", hosts: [], by: "Ada", sampleInput: { name: "Ada" } },
        },
      },
    ],
  };
  answers.set("/gallery.json", { body: JSON.stringify(index), etag: '"one"' });
  return {
    host,
    index,
    asked,
    answer: (path: string, answer: Answer) => answers.set(path, answer),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type GalleryHost = Awaited<ReturnType<typeof openGalleryHost>>;
