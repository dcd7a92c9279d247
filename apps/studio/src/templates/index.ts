import changelogDigest from "./changelog-digest.graph.json" with { type: "json" };
import fetchAndReshape from "./fetch-and-reshape.graph.json" with { type: "json" };
import { readGraph } from "./read-graph.ts";
import { sampleChangelog } from "./sample-changelog.ts";
import type { Template } from "./template.ts";
import ticketTriage from "./ticket-triage.graph.json" with { type: "json" };

/** What a newcomer can start from, in the order of the gallery. */
export const templates: readonly Template[] = [
  {
    id: "changelog-digest",
    title: "Changelog digest",
    description: "Paste a CHANGELOG.md and read in a few sentences what each of the newest versions brings.",
    needs: ["offline"],
    patterns: ["For each", "Prompt"],
    duration: "about 3 s",
    sampleInput: { changelog: sampleChangelog, versions: 3 },
    graph: readGraph(changelogDigest),
  },
  {
    id: "ticket-triage",
    title: "Ticket triage",
    description: "Rates a list of tickets and asks you before an urgent one goes to the front.",
    needs: ["offline"],
    patterns: ["For each", "Prompt", "Branch", "Approval"],
    duration: "about 2 s, then it waits for you",
    sampleInput: {
      tickets: [
        "Nobody in finance can log in since this morning. Payroll is due today!",
        "The export to CSV puts the dates in the wrong column. We can sort them by hand for now.",
        "Thank you for the new dark theme. Could the sidebar remember its width?",
        "All orders since 9:00 are gone from the dashboard. Is our data lost?",
        "How do I change the e-mail address of my account?",
      ],
    },
    graph: readGraph(ticketTriage),
  },
  {
    id: "fetch-and-reshape",
    title: "Fetch and reshape",
    description: "Calls a web address, keeps what matters of its JSON, and says why when the call fails.",
    needs: ["offline", "web"],
    patterns: ["HTTP", "Error branch"],
    duration: "about 1 s",
    sampleInput: { url: "https://registry.npmjs.org/undici/latest" },
    graph: readGraph(fetchAndReshape),
  },
];
