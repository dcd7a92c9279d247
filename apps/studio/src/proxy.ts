import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "./security/content-security-policy.ts";
import { isDecodable } from "./security/is-decodable.ts";
import { shareNotFound } from "./share/share-not-found.server.ts";

/**
 * Gives each page its policy with a fresh nonce, which Next reads from the request's header. Decides nothing else, but that an
 * address whose percent signs stand for nothing is none: Next would fail on it with an error of its own.
 */
export function proxy(request: NextRequest): Response {
  const { pathname } = request.nextUrl;
  if (!isDecodable(pathname)) return shareNotFound();
  if (pathname.startsWith("/s/")) return NextResponse.next();
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("X-Frame-Options", "DENY");
  response.headers.set("Referrer-Policy", "no-referrer");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  return response;
}

// What is no page has its headers from next.config.ts, or its own: a pass through here costs several milliseconds, which a click
// on Run feels, and a page's policy is not that of a file.
export const config = {
  matcher: ["/((?!_next/static|api/trpc|healthz|metrics$|files$|s/|share/).*)", "/s/(.*%.*)"],
};
