/** A changelog of a made-up library, in the common form, to try the digest on. */
export const sampleChangelog = `# Changelog

## 2.4.0 - 2026-10-28

### Added

- Streams can now be paused and resumed. Call \`stream.pause()\` and no more rows are fetched until \`stream.resume()\`; memory stays flat while a slow reader catches up.
- The new option \`retry.jitter\` spreads retries of many clients over time, so that a server that comes back is not hit by all of them at once.

### Fixed

- A connection that was closed by the server while idle is no longer handed out again. This was the cause of the "socket hang up" errors that many people saw after a quiet night.
- Dates before 1970 are read with the right sign.

## 2.3.0 - 2026-08-11

### Changed

- **Node 18 is no longer supported.** The library now needs Node 20 or newer, because it uses the built-in \`fetch\` and web streams.
- Queries are prepared once per connection instead of once per call. Applications that repeat the same few queries run about a third faster.

### Deprecated

- \`client.queryRaw()\` still works but prints a warning. Use \`client.query({ raw: true })\`; the old name goes away in version 3.

## 2.2.1 - 2026-06-30

### Security

- A table name given by a user was put into the text of \`copyFrom\` without quoting, which allowed SQL injection. Everybody who calls \`copyFrom\` with names from outside should update now.

### Fixed

- The types of \`transaction()\` no longer turn every result into \`any\`.

## 2.2.0 - 2026-05-17

### Added

- Read replicas: give \`replicas\` in the options and queries outside transactions are spread over them.
`;
