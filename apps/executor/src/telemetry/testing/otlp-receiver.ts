import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { readTraces } from "./read-traces.ts";

// A receiver of OTLP over HTTP for tests, as a process of its own: `node otlp-receiver.ts FILE`. It reads the protobuf of each
// request by the field numbers of opentelemetry-proto, writes a JSON line for each span to FILE, and only then answers. It is no
// collector: it queues, processes and passes on nothing. Says `listening PORT` once it does.
const [file = ""] = process.argv.slice(2);
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const isOtlp = request.url === "/v1/traces" && request.headers["content-type"] === "application/x-protobuf";
    if (request.method !== "POST" || !isOtlp) return response.writeHead(404).end();
    try {
      const body = Buffer.concat(chunks);
      const spans = readTraces(request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body);
      appendFileSync(file, spans.map((span) => `${JSON.stringify(span)}\n`).join(""));
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
});
server.listen(Number(process.env.RECEIVER_PORT ?? 0), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening ${typeof address === "object" ? address?.port : ""}`);
});
